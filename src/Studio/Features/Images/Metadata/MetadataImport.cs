using Studio.Features.Import.Labels;
using Studio.Imaging.Dicom.DeIdentification;
using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>Brings what a table says of images into the studio: read it, plan it as often as wanted, store it.</summary>
public sealed class MetadataImport(
    FieldStore fields, TableSubjectStore subjects, TableValueStore values, TagStore tags, PatientStore patients, ProjectStore projects)
{
    /// <summary>Reads a table and finds out how it is likely meant. A table with a fault says so in its survey.</summary>
    /// <param name="path">A file that stays there until the table is stored.</param>
    public async Task<MetadataTable> OpenAsync(Project project, string path, CancellationToken cancellationToken = default)
    {
        var survey = await Task.Run(
            () =>
            {
                using var content = File.OpenRead(path);
                return TableSurvey.Read(content, cancellationToken);
            },
            cancellationToken);
        var images = survey.Fault is null ? await subjects.ListAsync(project.Id, cancellationToken) : [];
        var known = await fields.ListAsync(project.Id, cancellationToken);
        var names = await LabelSubjects.ReadAsync(tags, patients, projects, project.Id, cancellationToken);
        var privacy = await projects.GetPrivacyAsync(project.Id, cancellationToken);
        var options = privacy.Deidentifies ? new DeIdentificationOptions { PatientCharacteristics = privacy.KeepsCharacteristics } : null;
        return await Task.Run(() => new MetadataTable(project, path, survey, images, known, names, options), cancellationToken);
    }

    /// <summary>What the table would change, and what is wrong with it; nothing is stored.</summary>
    public async Task<TablePlan> PlanAsync(MetadataTable table, TableMapping mapping, CancellationToken cancellationToken = default)
    {
        var tallies = mapping.Used.Select(_ => new ColumnTally(table.Images.Count)).ToList();
        var places = await Task.Run(() => table.Images.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index), cancellationToken);
        foreach (var ((_, choice), tally) in mapping.Used.Zip(tallies))
        {
            if (choice.Use is ColumnUse.Patient or ColumnUse.Category)
                Fill(tally, table.Images, image => choice.Use == ColumnUse.Patient ? image.PatientKey : image.Category);
            else if (table.Fields.FirstOrDefault(field => IsMeant(field, choice)) is { } known)
                await fields.VisitAsync(known, value => Fill(tally, places, value), cancellationToken);
        }

        return await Task.Run(() => new TablePlanner(table, mapping, tallies).Plan(cancellationToken), cancellationToken);
    }

    /// <summary>Stores a table as it was planned, whole or not at all, with an entry in the audit log.</summary>
    /// <exception cref="StorageException">The plan has a problem that blocks it, or what is stored has changed since.</exception>
    public async Task<StoredTable> StoreAsync(MetadataTable table, TablePlan plan, long? userId, CancellationToken cancellationToken = default)
    {
        if (!plan.CanStore)
            throw new StorageException(plan.Problems.FirstOrDefault(problem => problem.Blocks)?.Message ?? "Nothing of the table would be stored.");
        string sha256;
        await using (var content = File.OpenRead(table.Path))
            sha256 = await Sha256Text.OfAsync(content, cancellationToken);
        var columns = plan.Mapping.Used.Where(column => column.Choice.IsField)
            .Select(column => new NewTableField(column.Choice.Name.Trim(), HeadingCheck.KindOf(column.Choice.Use))).ToList();
        return await values.StoreAsync(
            new NewTable(table.Project, userId, columns, () => new TableValueRows(table, plan.Mapping).Read(), new { sha256, plan.Rows, plan.Fits }),
            cancellationToken);
    }

    static bool IsMeant(Field field, ColumnChoice choice) =>
        field.Source == FieldSource.Table && field.Kind == HeadingCheck.KindOf(choice.Use) && field.Name.Equals(choice.Name.Trim(), StringComparison.OrdinalIgnoreCase);

    static void Fill(ColumnTally tally, IReadOnlyList<TableSubject> images, Func<TableSubject, string?> textOf)
    {
        for (var place = 0; place < images.Count; place++)
        {
            if (textOf(images[place]) is { } text)
                tally.Stored[place] = ColumnTally.HashOf(null, text);
        }
    }

    static void Fill(ColumnTally tally, Dictionary<long, int> places, FieldValue value)
    {
        // An image that came since the table was opened is none of the plan's.
        if (places.TryGetValue(value.ImageId, out var place))
            tally.Stored[place] = ColumnTally.HashOf(value.Number, value.Text);
    }
}
