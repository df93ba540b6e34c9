using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Audit;

/// <summary>Boxes and other labels that an import left out or cut, because they were no boxes or did not fit their picture.</summary>
public sealed class LostLabelsCheck(LabelProblemStore problems) : IAuditCheck
{
    const int MostFacts = 20;
    const int MostNamed = 3;

    public string Name => "labels-left-out";

    public string Title => "Labels that the import left out";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        var samples = data.Samples.ToDictionary(sample => sample.ImageId);
        var found = (await problems.ListAsync(data.Project.Id, cancellationToken))
            .Where(problem => problem.ImageId is { } id && samples.ContainsKey(id))
            .Select(problem => (Problem: problem, Sample: samples[problem.ImageId!.Value])).ToList();
        if (found.Count == 0)
            return new AuditAnswer([], "Nothing left out of label files", $"Every label that came with {Wording.Count(data.Samples.Count, "image")} could be used.");
        var images = found.DistinctBy(entry => entry.Sample.ImageId).Select(entry => MarkedImage.Of(entry.Sample)).ToList();
        var named = string.Join(" ", found.Take(MostNamed).Select(entry => $"{entry.Sample.Name}: {entry.Problem.Reason}"));
        var rest = found.Count > MostNamed ? $" {Wording.Number(found.Count - MostNamed)} more are listed below." : "";
        var finding = ImageGroup.Finding(
            "labels-left-out",
            Title,
            images,
            $"{named}{rest} Look at {(images.Count == 1 ? "the picture" : "each picture")} and draw what is missing, or correct the file and import it again.",
            "What is in the picture and not in the label counts as nothing there: the model is punished for finding it.");
        return new AuditAnswer(
            [
                finding with
                {
                    Evidence = finding.Evidence with
                    {
                        Facts = [.. found.Take(MostFacts).Select(entry => new AuditFact(
                            "crop", $"{entry.Sample.Name}: {entry.Problem.Reason} ({entry.Problem.File}{(entry.Problem.Where.Length > 0 ? ", " + entry.Problem.Where : "")})"))],
                        Values = new Dictionary<string, double> { ["images"] = images.Count, ["labels"] = found.Count },
                    },
                },
            ],
            Title,
            "");
    }
}
