using System.CommandLine;
using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Features.Versions;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>split</c>: how a project's images are parted.</summary>
public static class SplitCommand
{
    static readonly Option<string?> Shares = new("--shares") { Description = "Percent of the patients for training, validation and test, e.g. 70/15/15." };

    static readonly Option<int?> Folds = new("--folds") { Description = $"{SplitPlan.LeastFolds} to {SplitPlan.MostFolds} folds that take turns as validation, instead of shares." };

    static readonly Option<string?> TestShare = new("--test-share") { Description = "With --folds: percent of the patients that are in no fold and are the test." };

    static readonly Option<string?> Stratify = new("--stratify") { Description = "What every part shows as often: class, category and names of columns, e.g. class,site; none." };

    static readonly Option<string?> Official = new("--official") { Description = "Column that says which part an image is in; none." };

    static readonly Option<string?> OfficialValues = new("--official-values") { Description = "What the column's values mean where they do not say it themselves, e.g. A=training,B=test." };

    static readonly Option<bool> MendOfficial = new("--mend-official") { Description = "A patient whom the column has in several parts goes whole to the one furthest from training." };

    static readonly Option<string?> External = new("--external") { Description = "Images that are the test, all of them and no other: COLUMN=VALUE or collection:NAME; none." };

    static readonly Option<string?> By = new Option<string?>("--by") { Description = "What stays together. By image is noted in the audit log and needs --reason." }.AcceptOnlyFromAmong("patient", "image");

    static readonly Option<string?> Reason = new("--reason") { Description = "Why it is changed; needed once a run was trained on the split of now." };

    static readonly Option<int?> Seed = new("--seed") { Description = "Another number draws anew." };

    static readonly Option<bool> Preview = new("--preview") { Description = "Print what it would be and save nothing." };

    static readonly Option<bool> Freeze = new("--freeze") { Description = "Freeze a version with it at once." };

    public static Command Create() => Verb.Create(
        "split",
        "Choose how the images are parted into training, validation and test. Without options it shows the split of now.",
        [RunOptions.Project, Shares, Folds, TestShare, Stratify, Official, OfficialValues, MendOfficial, External, By, Reason, Seed, Preview, Freeze],
        RunAsync);

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var planner = host.Get<SplitPlanner>();
        var stored = await planner.FindAsync(project.Id, cancellation);
        var plan = PlanOf(stored.Plan, parsed);
        var preview = await planner.PreviewAsync(project.Id, plan, cancellation);
        var isRefused = preview.Problems.Any(problem => problem.Blocks);
        var saves = plan != stored.Plan && !parsed.GetValue(Preview) && !isRefused;
        if (saves)
            await planner.SaveAsync(project.Id, plan, parsed.GetValue(Reason) ?? "", null, cancellation);
        var frozen = parsed.GetValue(Freeze) && !isRefused ? (await host.Get<DatasetVersionStore>().FreezeAsync(project.Id, null, cancellation)).Version : null;
        Verb.Print(
            parsed,
            new { project = project.Slug, saved = saves, version = frozen?.Number, plan, preview.Parts, preview.Strata, preview.Problems, preview.Images, preview.Patients, preview.External, preview.Torn, preview.Deviation },
            Words(preview, saves, frozen));
        return isRefused ? ExitCode.BadInput : ExitCode.Done;
    }

    /// <summary>The plan of now with what the options say otherwise.</summary>
    static SplitPlan PlanOf(SplitPlan plan, ParseResult parsed)
    {
        if (parsed.GetValue(Shares) is { } shares)
        {
            var (training, validation, test) = SplitText.Shares(shares);
            plan = plan with { Training = training, Validation = validation, Test = test, Folds = 0 };
        }

        if (parsed.GetValue(Folds) is { } folds)
            plan = plan with { Folds = folds };
        if (parsed.GetValue(TestShare) is { } test2)
            plan = plan with { Test = SplitText.Percent(test2, "--test-share") };
        if (parsed.GetValue(Stratify) is { } names)
            plan = SplitText.Stratify(plan, names);
        if (parsed.GetValue(Official) is { } field)
            plan = plan with { OfficialField = field == SplitText.None ? null : field };
        if (parsed.GetValue(OfficialValues) is { } values)
            plan = plan with { OfficialValues = SplitText.OfficialValues(values) };
        if (parsed.GetValue(External) is { } external)
            plan = plan with { External = SplitText.External(external) };
        if (parsed.GetValue(By) is { } unit)
            plan = plan with { Unit = unit == "image" ? SplitUnit.Image : SplitUnit.Patient, UnitReason = unit == "image" ? parsed.GetValue(Reason)?.Trim() ?? "" : "" };
        return plan with { Seed = parsed.GetValue(Seed) ?? plan.Seed, MendsOfficial = parsed.GetValue(MendOfficial) || plan.MendsOfficial };
    }

    static string Words(SplitPreview preview, bool isSaved, DatasetVersion? frozen) => string.Join(Environment.NewLine,
    [
        SplitWording.Of(preview.Plan),
        .. preview.Parts.Select(part => string.Create(
            CultureInfo.InvariantCulture,
            $"{SplitWording.Part(part),-12}{part.Patients,10} patients{part.Images,10} images{SplitWording.Wanted(part, preview)}")),
        .. preview.Strata.Select(stratum => $"{stratum.Heading} {stratum.Name}: {string.Join(", ", stratum.Images.Index().Select(item => SplitWording.Share(item.Item, preview.Parts[item.Index].Images)))}"),
        .. preview.Problems.Select(problem => $"{(problem.Blocks ? "Problem" : "Note")}: {problem.Message}"),
        preview.Problems.Any(problem => problem.Blocks) ? "Nothing was saved." : isSaved ? "Saved. The next version is parted so." : "Nothing was changed.",
        .. frozen is null ? Array.Empty<string>() : [$"Version {frozen.Number} is frozen."],
    ]);
}
