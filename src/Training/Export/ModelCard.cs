using System.Globalization;
using System.Text;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;

namespace Studio.Training.Export;

/// <summary>
/// The model card (after Mitchell et al., "Model cards for model reporting", FAccT 2019): what is known is filled in,
/// what only the group can know is listed as missing.
/// </summary>
static class ModelCard
{
    const string MissingThreshold = "From which probability or confidence on an answer counts: chosen for the use, on the validation images";

    static readonly string[] Missing =
    [
        "Intended use, and who may use it",
        "Where the images come from: scanners, sites, dates, inclusion and exclusion",
        "Who labelled, by which rules, and how well readers agree",
        "Result on the test set and on images of another site",
        "Groups of patients for which it works less well",
        "Licence and a person to ask",
    ];

    public static string Write(ModelFacts facts)
    {
        var text = new StringBuilder();
        var spec = facts.Spec;
        Add(text, $"# {spec.ProjectName}, run {spec.RunNumber}");
        Add(text, $"{AnswerText.Of(spec.Recipe, spec.Classes)} on images. Research use; not a medical device.");
        AddTraining(text, facts);
        AddResults(text, facts);
        AddOperatingPoint(text, facts);
        AddUse(text, facts);
        Add(text, "## Still missing");
        IEnumerable<string> missing = OperatingPointText.IsChosen(spec.OperatingPoint) ? Missing : [MissingThreshold, .. Missing];
        Add(text, string.Join("\n", missing.Select(item => $"- [ ] {item}")));
        return text.ToString();
    }

    static void AddTraining(StringBuilder text, ModelFacts facts)
    {
        var (spec, recipe) = (facts.Spec, facts.Spec.Recipe);
        Add(text, "## Training");
        Add(text, "| | |\n|---|---|\n" + string.Join(
            "\n",
            $"| Recipe | {recipe.Name} ({recipe.Architecture.Name}, {recipe.Loss.Name}); every setting in recipe.yaml |",
            $"| Dataset version | {spec.DatasetVersion} |",
            $"| Data audit | {(spec.DataAudit ?? "none").Replace('|', '/')} |",
            $"| Training | {facts.ImagesOf(Split.Training)} images of {facts.PatientsOf(Split.Training)} patients |",
            $"| Validation | {facts.ImagesOf(Split.Validation)} images of {facts.PatientsOf(Split.Validation)} patients |",
            $"| Epoch | {facts.Epoch} of {recipe.Training.Epochs}, chosen by validation {facts.Score.Name} |",
            $"| Seed | {recipe.Training.Seed} |"));
    }

    static void AddResults(StringBuilder text, ModelFacts facts)
    {
        Add(text, "## Results on the validation images");
        Add(text, "The epoch was chosen on these images, so the figures are somewhat too good. Mean over images, 95 % interval over patients.");
        var rows = facts.Validation.Select(metric => string.Create(
            CultureInfo.InvariantCulture,
            $"| {metric.Key} | {metric.Value.Mean:0.000} | {metric.Value.Low:0.000}–{metric.Value.High:0.000} | {metric.Value.Count} |"));
        Add(text, "| metric | mean | interval | images |\n|---|---|---|---|\n" + string.Join("\n", rows));
        Add(text, facts.Spec.TestSetLooks switch
        {
            0 => "The test set was never looked at before this package was made.",
            1 => "The test set was looked at once before this package was made.",
            var looks => $"The test set was looked at {looks} times before this package was made.",
        });
    }

    static void AddOperatingPoint(StringBuilder text, ModelFacts facts)
    {
        if (facts.Spec.OperatingPoint is { } point && OperatingPointText.IsChosen(point))
        {
            Add(text, "## Operating point");
            Add(text, "Chosen on the validation images and used by `studio predict`, so that new images are answered alike.");
            Add(text, string.Join("\n", OperatingPointText.Of(point, facts.Spec.Classes).Select(line => $"- {line}")));
        }
    }

    static void AddUse(StringBuilder text, ModelFacts facts)
    {
        Add(text, "## Use");
        Add(text, string.Create(
            CultureInfo.InvariantCulture,
            $"model.onnx gives the same probabilities as the trained network to within {facts.MaxAbsDiff:0.0e+0} on {facts.ParityImages} validation images."));
        Add(text, "preprocessing.json says how an image becomes its input; `studio predict --model THIS-FOLDER --input IMAGES --output ANSWERS` does it all. "
            + AnswerText.Files(facts.Spec.Recipe));
    }

    static void Add(StringBuilder text, string paragraph) => text.Append(paragraph).Append("\n\n");
}
