using System.Globalization;
using System.Text;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions.Export;

/// <summary>
/// What a reader of a paper asks of its data, after Gebru et al., "Datasheets for Datasets" (2018, arXiv:1803.09010). Figures come
/// from the data folder; what only people know is left as a question.
/// </summary>
sealed class Datasheet(Project project, DatasetVersion version, IReadOnlyList<ExportItem> items, ExportFacts facts, bool withNames)
{
    const string ToFill = "*To be filled in.*";

    readonly StringBuilder text = new();

    public string Write()
    {
        Line($"# Datasheet: {project.Name}, version {version.Number}");
        Line($"Version hash `{version.Hash}`, frozen {Day(version.CreatedAt)}. Figures were filled in by the studio; questions in italics are for people.");
        Line("## Motivation");
        Line($"{(project.Description.Length > 0 ? project.Description : ToFill)}");
        Line($"*For what purpose was the data set made, by whom, and who paid for it?* {ToFill}");
        Composition();
        Collection();
        Labelling();
        Splits();
        Exclusions();
        Audit();
        Line("## Use and distribution");
        Line($"*Which uses were intended, which are not advisable, under which licence and approval may it be passed on?* {ToFill}");
        Line("## Maintenance");
        Line($"*Who answers questions, and how are errors reported and corrected?* {ToFill}");
        Files();
        return text.ToString();
    }

    void Composition()
    {
        Line("## Composition");
        Line($"{Wording.Count(items.Count, "image")} of {Wording.Count(Patients(items), "patient")}, labelled with {Task}.");
        if (facts.UnknownPatients > 0)
            Line($"Of {Wording.Count(facts.UnknownPatients, "image")} the patient is not known; each counts as one of its own, slices of one volume together.");
        Table(["Format", "Modality", "Images"], items.GroupBy(item => (item.Format, Modality: item.Modality ?? "–"))
            .OrderByDescending(group => group.Count()).Select(group => new[] { group.Key.Format, group.Key.Modality, Number(group.Count()) }));
        Table(["Rows × columns", "Images"], items.GroupBy(item => (item.Rows, item.Columns)).OrderByDescending(group => group.Count()).Take(10)
            .Select(group => new[] { $"{group.Key.Rows} × {group.Key.Columns}", Number(group.Count()) }));
        var spaced = items.Count(item => item.SpacingRowMm is not null);
        Line($"The size of a pixel in millimetres is known of {Number(spaced)} of {Number(items.Count)} images.");
        Line($"*What do the images show, and of which people (age, sex, disease, site, device)? Is it a sample of a larger set?* {ToFill}");
    }

    void Collection()
    {
        Line("## Collection");
        Line($"Imported into the studio between {Day(facts.FirstImport)} and {Day(facts.LastImport)}.");
        Line(facts.IsDeidentified
            ? "DICOM headers are de-identified on import (PS3.15, basic profile); patients carry pseudonyms."
            : "**DICOM headers are not de-identified on import. Look through the patients' keys before you pass this folder on.**");
        Line($"*Where and when were the images taken, with which device and protocol, who consented, which board approved?* {ToFill}");
    }

    void Labelling()
    {
        Line("## Labelling");
        Table(["Label by", "Images"], facts.Readers.Select((reader, place) =>
            new[] { reader.UserId is null ? "came with the images" : $"reader {place + 1}", Number(reader.Images) }));
        Table(["Class", "Images with it"], version.Classes.Select(item => new[] { item.Name, Number(Holding(item.Index)) ?? "see the masks" }));
        Line($"*Who were the readers, what were they told, how was disagreement settled?* {ToFill}");
    }

    void Splits()
    {
        Line("## Splits");
        Line("By patient: no patient is meant to be in two parts. Exceptions, if any, are under “Open findings”.");
        Table(["Part", "Images", "Patients"], items.GroupBy(item => item.Split).OrderBy(part => part.Key)
            .Select(part => new[] { Wording.Split(part.Key), Number(part.Count()), Number(Patients(part)) }));
        if (items.Any(item => item.Fold is not null))
        {
            Table(["Fold", "Images", "Patients"], items.Where(item => item.Fold is not null).GroupBy(item => item.Fold!.Value).OrderBy(fold => fold.Key)
                .Select(fold => new[] { Number(fold.Key), Number(fold.Count()), Number(Patients(fold)) }));
        }

        if (version.Reason.Length > 0)
            Line($"Why this version was made: {version.Reason}");
    }

    void Exclusions()
    {
        Line("## Left out");
        if (facts.Exclusions.Count == 0 && facts.NotLabelled == 0)
            Line("Every image of the project is in this version.");
        Table(["Reason", "Images"],
        [
            .. facts.Exclusions.Select(row => new[] { row.Reason, Number(row.Images) }),
            .. facts.NotLabelled > 0 ? [["not labelled, or labelled after this version", Number(facts.NotLabelled)]] : Array.Empty<string[]>(),
        ]);
    }

    void Audit()
    {
        Line("## Open findings");
        if (facts.AuditJson is null)
        {
            Line("The data was not audited. *Run the audit before you publish.*");
            return;
        }

        Line($"Audit of {Day(facts.AuditedAt!.Value)}; the data may have changed since.");
        var findings = AuditFindings.Read(facts.AuditJson).ToList();
        foreach (var finding in findings)
        {
            var review = facts.ReviewedFindings.TryGetValue(finding.Key, out var reason) ? $" *Not a problem, because {reason}*" : "";
            text.Append(CultureInfo.InvariantCulture, $"- **{finding.Title}** ({finding.Severity}): {finding.Message}{review}\n");
        }

        Line(findings.Count == 0 ? "Nothing was found." : "");
    }

    void Files()
    {
        Line("## Files");
        Line(
            "`images/` holds every stored value, without a window; value = `rescale_slope` × stored + `rescale_intercept` of `images.csv`. " +
            "`masks/` are indexed PNG, the index is the class. `annotations.coco.json` holds boxes and areas (run lengths). " +
            "`manifest.json` gives the SHA-256 of every file.");
        Line(
            $"Not in this folder: headers of DICOM files, the planes of slices in the patient (`series`, `slice` and spacing are in `images.csv`), points and remarks, " +
            $"{(withNames ? "" : "names of images (they are numbered), ")}and of classes that overlap all but the one with the highest number.");
    }

    string Task => project.Task switch
    {
        ProjectTask.Detection => "boxes",
        ProjectTask.Classification => "tags",
        _ => "outlines",
    };

    /// <summary>Null where the masks would have to be read.</summary>
    int? Holding(int index) => project.Task switch
    {
        ProjectTask.Detection => items.Count(item => item.Boxes.Any(box => box.ClassIndex == index)),
        ProjectTask.Classification => items.Count(item => item.Tags.Any(tag => tag.ClassIndex == index && tag.Answer == true)),
        _ => facts.ClassCounts?.Where(count => count.ClassIndex == index).Sum(count => count.Present),
    };

    static int Patients(IEnumerable<ExportItem> some) => some.Select(item => item.PatientKey).Distinct(StringComparer.Ordinal).Count();

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    void Line(string line) => text.Append(line).Append("\n\n");

    void Table(string[] heads, IEnumerable<string[]> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
            return;
        Row(heads);
        Row([.. heads.Select(_ => "---")]);
        all.ForEach(Row);
        text.Append('\n');

        void Row(string[] cells) => text.Append("| ").AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
    }
}
