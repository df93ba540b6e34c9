using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Versions;

/// <summary>Plans of splits in words.</summary>
public static class SplitWording
{
    /// <summary>One sentence, e.g. "70 / 15 / 15 % of the patients, alike by class and site; drawn with seed 1."</summary>
    public static string Of(SplitPlan plan)
    {
        var of = plan.Unit == SplitUnit.Patient ? "patients" : "images, image by image";
        var parts = plan.HasFolds
            ? $"{plan.Folds} folds{(plan.Test > 0 && plan.External is null ? $" and {Percent(plan.Test)} of the {of} as test" : $" of the {of}")}"
            : $"{Number(plan.Training)} / {Number(plan.Validation)} / {Percent(plan.Test)} of the {of}";
        var alike = Alike(plan) is [_, ..] names ? $", alike by {string.Join(" and ", names)}" : "";
        var official = plan.OfficialField is { } field ? $"; as the column {field} says" : "";
        var external = plan.External is { } set ? $"; test external: {set}" : "";
        return $"{parts}{alike}{official}{external}; drawn with seed {plan.Seed.ToString(CultureInfo.InvariantCulture)}.";
    }

    public static IReadOnlyList<string> Alike(SplitPlan plan) =>
    [
        .. plan.ByClass ? ["class"] : Array.Empty<string>(), .. plan.ByCategory ? ["kind"] : Array.Empty<string>(), .. plan.ByFields,
    ];

    /// <summary>"Training", "Fold 2".</summary>
    public static string Part(SplitPart part) => part.Fold is { } fold ? $"Fold {fold.ToString(CultureInfo.InvariantCulture)}" : Wording.Split(part.Split);

    /// <summary>", 70.1 % of the patients, wanted 70 %"; empty where no share is wanted.</summary>
    public static string Wanted(SplitPart part, SplitPreview preview) => part.Wanted is { } wanted && preview.Patients > 0
        ? $", {Percent((double)part.Patients / preview.Patients)} of the patients, wanted {Percent(wanted)}"
        : "";

    /// <summary>"12.3 %"; a dash of nothing.</summary>
    public static string Share(int images, int of) => of == 0 ? "–" : Percent((double)images / of);

    public static string Percent(double share) => $"{Number(share)} %";

    static string Number(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture);
}
