using Studio.Contracts.Import;
using Studio.Imaging.Annotations;

namespace Studio.Features.Import.Labels;

/// <summary>What an import did with boxes, areas and tags.</summary>
sealed class LabelTally
{
    readonly List<LabelProblem> problems = [];

    public int Boxes { get; set; }

    public int Tags { get; set; }

    public int Outlines { get; set; }

    public IReadOnlyList<LabelNameProposal> Proposals { get; set; } = [];

    /// <summary>What an earlier part of the same import had done.</summary>
    public void Load(ImportReport report)
    {
        (Boxes, Tags, Outlines, Proposals) = (report.BoxesImported, report.TagsImported, report.OutlinesImported, report.LabelNames);
        problems.AddRange(report.LabelProblems);
    }

    /// <param name="imageId">The image that it is about, where it is known.</param>
    public void AddProblem(string file, string where, string reason, long? imageId = null) =>
        problems.Add(new LabelProblem(file, where, reason) { ImageId = imageId });

    /// <inheritdoc cref="AddProblem"/>
    public void AddProblems(string file, IEnumerable<LabelFinding> findings, long? imageId = null) =>
        problems.AddRange(findings.Select(finding => new LabelProblem(file, finding.Where, finding.Reason) { ImageId = imageId }));

    public ImportReport AddTo(ImportReport report) => report with
    {
        BoxesImported = Boxes,
        TagsImported = Tags,
        OutlinesImported = Outlines,
        LabelProblems = [.. problems],
        LabelNames = Proposals,
    };
}
