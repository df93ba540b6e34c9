namespace Studio.Storage;

/// <summary>What putting a version back changes, or has changed.</summary>
/// <param name="Relabelled">Images whose label is another one than the version's.</param>
/// <param name="LeftOut">Images that are labelled but not in the version.</param>
/// <param name="TakenIn">Images of the version that were left out since.</param>
public sealed record RestoreExtent(int Relabelled, int LeftOut, int TakenIn);

/// <param name="Version">The new version: the same items, parts and classes as the one that was put back.</param>
/// <param name="Before">The version that holds everything as it was before; null where nothing was labelled.</param>
/// <param name="HasSameHash">False only where pixels were blacked out since.</param>
public sealed record RestoredVersion(DatasetVersion Version, DatasetVersion? Before, RestoreExtent Extent, bool HasSameHash);

/// <summary>
/// Makes the labels of a version the current ones again. What there is now is frozen first, so that it can be put back the
/// same way; labels come back as new revisions, and images are left out or taken in. All of it or nothing happens.
/// </summary>
public sealed class VersionRestorer(Database database, BlobStore blobs, AnnotationStore annotations, DatasetVersionStore versions)
{
    /// <summary>Somebody may draw while labels are made ready; then the rest is made ready, too.</summary>
    const int Attempts = 5;

    readonly RestoredLabels labels = new(blobs);

    /// <summary>What would change if it were put back now.</summary>
    public async Task<RestoreExtent> PreviewAsync(DatasetVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        await annotations.CompactProjectAsync(version.ProjectId, cancellationToken);
        return await database.ReadAsync(
            session =>
            {
                var differing = RestoreDifference.Find(session, version, userId: 0).Select(image => image.ImageId).ToHashSet();
                var tags = FrozenTags.Read(session, version.ProjectId);
                differing.UnionWith(FrozenItems.Read(session, version.Id).Images
                    .Where(image => !tags.GetValueOrDefault(image.ImageId, []).SequenceEqual(image.Tags)).Select(image => image.ImageId));
                return new RestoreExtent(
                    differing.Count,
                    session.Single<int>($"SELECT count(*) FROM image WHERE {IsLabelledElsewhere}", new { version.ProjectId, version.Id }),
                    session.Single<int>($"SELECT count(*) FROM image WHERE {IsLeftOutHere}", new { version.Id }));
            },
            cancellationToken);
    }

    /// <param name="reason">Why, for whoever reads the list of versions later.</param>
    /// <param name="progress">Labels made ready, of how many.</param>
    /// <exception cref="StorageException">No reason; a label is damaged; readers who may not see each other are at work on an image.</exception>
    public async Task<RestoredVersion> RestoreAsync(
        DatasetVersion version,
        string reason,
        long userId,
        Action<int, int>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(version);
        if (string.IsNullOrWhiteSpace(reason))
        {
            throw new StorageException("Say why this version is put back. The reason stays with the new version.");
        }

        var before = await FreezeNowAsync(version, userId, cancellationToken);
        var ready = new Dictionary<long, PreparedLabel>();
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await annotations.CompactProjectAsync(version.ProjectId, cancellationToken);
            await PrepareAsync(version, userId, ready, progress, cancellationToken);
            var restored = await database.WriteAsync(
                $"Version {version.Number}",
                session => TryRestore(session, version, reason.Trim(), userId, ready),
                cancellationToken);
            if (restored is not null)
            {
                return restored with { Before = before };
            }
        }

        throw new StorageException("Labels were changed all the while, so nothing was put back. Try again when nobody is drawing.");
    }

    const string ImagesOfVersion = "SELECT item.image_id FROM dataset_item item WHERE item.version_id = @Id";

    static string IsLabelledElsewhere => $"image.project_id = @ProjectId AND {CurrentLabel.ImageIsLabelled} AND image.id NOT IN ({ImagesOfVersion})";

    static string IsLeftOutHere => $"image.excluded_at IS NOT NULL AND image.id IN ({ImagesOfVersion})";

    async Task<DatasetVersion?> FreezeNowAsync(DatasetVersion version, long userId, CancellationToken cancellationToken)
    {
        var isLabelled = await database.ReadAsync(
            session => session.Single<bool>(
                $"SELECT EXISTS (SELECT 1 FROM image WHERE image.project_id = @ProjectId AND {CurrentLabel.ImageIsLabelled})",
                new { version.ProjectId }),
            cancellationToken);
        return isLabelled ? (await versions.FreezeAsync(version.ProjectId, userId, cancellationToken)).Version : null;
    }

    async Task PrepareAsync(
        DatasetVersion version, long userId, Dictionary<long, PreparedLabel> ready, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var differences = await database.ReadAsync(session => RestoreDifference.Find(session, version, userId), cancellationToken);
        foreach (var (place, image) in differences.Index())
        {
            if (NeedsPreparing(image, ready))
            {
                ready[image.ImageId] = await labels.PrepareAsync(image, cancellationToken);
            }

            progress?.Invoke(place + 1, differences.Count);
        }
    }

    static bool NeedsPreparing(RestoreDifference image, Dictionary<long, PreparedLabel> ready) =>
        !ready.TryGetValue(image.ImageId, out var label) || (image.OwnDocumentId is not null && label.Pixels is null);

    /// <returns>Null where a label changed that is not made ready.</returns>
    static RestoredVersion? TryRestore(
        DatabaseSession session, DatasetVersion version, string reason, long userId, Dictionary<long, PreparedLabel> ready)
    {
        var differences = RestoreDifference.Find(session, version, userId);
        if (differences.Exists(image => image.IsPending || NeedsPreparing(image, ready)))
        {
            return null;
        }

        RequireNobodyReadsBlind(session, differences);
        RestoreClasses(session, version);
        foreach (var image in differences)
        {
            RestoredLabels.Write(session, image, ready[image.ImageId], version.Id, userId);
        }

        var items = FrozenItems.Read(session, version.Id, withPixelsOfNow: true);
        var tagged = RestoredTags.Write(session, version, items.Images, userId);
        var takenIn = session.Execute(
            $"UPDATE image SET excluded_at = NULL, excluded_reason = NULL, excluded_by = NULL WHERE {IsLeftOutHere}", new { version.Id });
        var leftOut = session.Execute(
            $"UPDATE image SET excluded_at = @Now, excluded_reason = @why, excluded_by = @userId WHERE {IsLabelledElsewhere}",
            new { version.ProjectId, version.Id, session.Now, why = $"Not in version {version.Number}", userId });
        // Labelled as empty by being finished; nobody took that back, but a label in progress may be empty as well.
        session.Execute(
            $"""
            UPDATE image SET state = 'in-review'
            WHERE state IN ('not-started', 'in-progress') AND id IN ({ImagesOfVersion}) AND NOT {CurrentLabel.ImageIsLabelled}
            """,
            new { version.Id });
        var extent = new RestoreExtent(Math.Max(differences.Count, tagged), leftOut, takenIn);
        var copy = CopyVersion(session, version, items, reason, userId);
        AuditLog.Append(session, userId, "restore-version", $"version/{version.Id}", new
        {
            version = version.Number, becomes = copy.Number, reason, extent.Relabelled, extent.LeftOut, extent.TakenIn,
        });
        return new RestoredVersion(copy, null, extent, copy.Hash == version.Hash);
    }

    static void RequireNobodyReadsBlind(DatabaseSession session, List<RestoreDifference> differences)
    {
        var authorless = differences.Where(image => image.OwnDocumentId is null).Select(image => image.ImageId);
        var blind = session.Query<string>(
            """
            SELECT image.name FROM json_each(@images) wanted JOIN image ON image.id = wanted.value
            WHERE (SELECT count(*) FROM assignment WHERE assignment.image_id = image.id AND removed_at IS NULL) > 1
              AND EXISTS (SELECT 1 FROM assignment WHERE assignment.image_id = image.id AND removed_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.image_id = image.id AND submission.user_id = assignment.user_id))
            """,
            new { images = StoredJson.Write(authorless) });
        if (blind.Count > 0)
        {
            throw new StorageException(
                $"Several people read {blind[0]}{(blind.Count > 1 ? $" and {blind.Count - 1} more" : "")} without seeing each other. A label put back there " +
                "would show them one. Wait until they have submitted, or take the assignments back.");
        }
    }

    /// <summary>A class that was taken away since comes back with its number.</summary>
    static void RestoreClasses(DatabaseSession session, DatasetVersion version)
    {
        var there = ClassStore.List(session, version.ProjectId);
        foreach (var missing in version.Classes.Where(item => there.All(known => known.Index != item.Index)))
        {
            if (there.Any(known => string.Equals(known.Name, missing.Name, StringComparison.OrdinalIgnoreCase)))
            {
                throw new StorageException(
                    $"In version {version.Number} {missing.Name} is class {missing.Index}; now it has another number. Rename it in the settings, then put the version back.");
            }

            ClassStore.Insert(session, version.ProjectId, missing);
        }
    }

    static DatasetVersion CopyVersion(DatabaseSession session, DatasetVersion version, FrozenItems items, string reason, long userId)
    {
        var id = session.Single<long>(
            """
            INSERT INTO dataset_version (
              project_id, number, hash, split_seed, classes_json, created_by, created_at, split_plan_json, reason, restored_from, class_counts_json,
              training_images, validation_images, test_images, training_patients, validation_patients, test_patients)
            SELECT project_id, (SELECT max(number) + 1 FROM dataset_version WHERE project_id = origin.project_id), @hash, split_seed, classes_json,
              @userId, @Now, split_plan_json, @reason, origin.id, class_counts_json,
              training_images, validation_images, test_images, training_patients, validation_patients, test_patients
            FROM dataset_version origin WHERE id = @Id RETURNING id
            """,
            new { version.Id, hash = items.Hash(version.Classes), reason, userId, session.Now });
        session.Execute(
            """
            INSERT INTO dataset_item (
              version_id, image_id, annotation_id, annotation_revision, labelmap_sha256, layers_sha256, patient_key, split, fold,
              boxes_json, tags_json, category, pixel_sha256)
            SELECT @copyId, item.image_id, item.annotation_id, item.annotation_revision, item.labelmap_sha256, item.layers_sha256, item.patient_key,
              item.split, item.fold, item.boxes_json, item.tags_json, item.category, image.pixel_sha256
            FROM dataset_item item JOIN image ON image.id = item.image_id WHERE item.version_id = @Id
            """,
            new { copyId = id, version.Id });
        var copy = DatasetVersionStore.Find(session, id)!;
        // Else the next version would be parted anew, by the plan that counts now.
        SplitPlanStore.Keep(session, copy.ProjectId, copy.Plan, reason, userId);
        return copy;
    }
}
