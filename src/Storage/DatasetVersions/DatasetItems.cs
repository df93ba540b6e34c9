using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The labelled images of a project as the items of a version.</summary>
static class DatasetItems
{
    /// <summary>SHA-256 over everything that decides what a run sees.</summary>
    public static string Hash(DatabaseSession session, long projectId, PlannedSplit planned, IEnumerable<ClassDefinition> classes) =>
        Hash(Images(session, projectId, planned).Select(entry => (entry.Image, planned.Parts[entry.Place], planned.Folds[entry.Place])), classes);

    /// <param name="items">In the order of image ids; fold 0: none.</param>
    public static string Hash(IEnumerable<(LabelledImage Image, Split Split, byte Fold)> items, IEnumerable<ClassDefinition> classes)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var text = new StringBuilder();
        foreach (var definition in classes)
        {
            text.Append(CultureInfo.InvariantCulture, $"class {definition.Index} {definition.Name}\n");
        }

        foreach (var (image, split, fold) in items)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"image {image.ImageId} {image.PixelSha256} {image.LabelmapSha256 ?? "empty"} {Words.Of(split)} {image.GroupKey}\n");
            AppendMore(text, image, fold);
            AppendTo(hash, text);
        }

        AppendTo(hash, text);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Only what is there, so that versions of pixels alone keep the hash they had.</summary>
    static void AppendMore(StringBuilder text, LabelledImage image, byte fold)
    {
        foreach (var box in image.Boxes)
        {
            text.Append(CultureInfo.InvariantCulture, $"box {box.ClassIndex} {box.X:R} {box.Y:R} {box.Width:R} {box.Height:R}\n");
        }

        foreach (var tag in image.Tags)
        {
            text.Append(CultureInfo.InvariantCulture, $"tag {tag.ClassIndex} {(tag.Answer is { } answer ? answer ? "yes" : "no" : "unsure")}\n");
        }

        if (image.Category is { } category)
        {
            text.Append(CultureInfo.InvariantCulture, $"category {category}\n");
        }

        if (fold > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"fold {fold}\n");
        }
    }

    public static void Insert(DatabaseSession session, long projectId, long versionId, PlannedSplit planned)
    {
        using var insert = session.Prepare(
            """
            INSERT INTO dataset_item (
              version_id, image_id, annotation_id, annotation_revision, labelmap_sha256, patient_key, split,
              boxes_json, tags_json, category, pixel_sha256, layers_sha256, fold)
            VALUES (@version, @image, @annotation, @revision, @labelmap, @patient, @split, @boxes, @tags, @category, @pixels, @layers, @fold)
            """,
            "version", "image", "annotation", "revision", "labelmap", "patient", "split", "boxes", "tags", "category", "pixels", "layers", "fold");
        foreach (var (image, place) in Images(session, projectId, planned))
        {
            insert.Execute(
                versionId,
                image.ImageId,
                image.AnnotationId,
                image.AnnotationRevision,
                image.LabelmapSha256,
                image.GroupKey,
                Words.Of(planned.Parts[place]),
                StoredJson.Write(image.Boxes),
                StoredJson.Write(image.Tags),
                image.Category,
                image.PixelSha256,
                image.LayersSha256,
                planned.Folds[place] is var fold and > 0 ? (long)fold : null);
        }
    }

    /// <summary>The planned images again, one after another: within a session they are those that were planned with.</summary>
    static IEnumerable<(LabelledImage Image, int Place)> Images(DatabaseSession session, long projectId, PlannedSplit planned) =>
        LabelledImages.Read(session, projectId).Select((image, place) => planned.Data.ImageIds[place] == image.ImageId
            ? (image, place)
            : throw new InvalidOperationException("The labelled images changed within a session."));

    static void AppendTo(IncrementalHash hash, StringBuilder text)
    {
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        text.Clear();
    }
}
