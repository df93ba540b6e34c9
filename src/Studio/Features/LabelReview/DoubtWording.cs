using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.LabelReview;

/// <summary>What a model sees and a label does not say, as people say it.</summary>
public static class DoubtWording
{
    /// <param name="excludeEachOther">Whether the label names one class.</param>
    public static string Of(ReviewedLabel label, IReadOnlyList<ClassDefinition> classes, bool excludeEachOther)
    {
        if (label.Doubt is not { } doubt)
            return "Label and model see nothing here.";
        string Name(LabelClaim claim) => classes.FirstOrDefault(item => item.Index == claim.ClassIndex)?.Name ?? $"class {claim.ClassIndex}";
        var sure = $"with {Wording.Percent(doubt.Claim.IsAnswer ? doubt.Value : doubt.Claim.Denial)} confidence";
        if (excludeEachOther
            && label.Claims.FirstOrDefault(claim => claim.Kind == ClaimKind.Present) is { } labelled
            && label.Claims.Where(claim => claim.Kind == ClaimKind.Absent).MaxBy(claim => claim == doubt.Claim ? 1 : claim.Denial) is { } other)
        {
            return $"Labelled {Name(labelled)}. The model sees {Name(other)}, {sure}.";
        }

        var name = Name(doubt.Claim);
        return doubt.Claim switch
        {
            { Kind: ClaimKind.Present } => $"Labelled with {name}. The model sees no {name} here, {sure}.",
            { Kind: ClaimKind.Absent } => $"Labelled without {name}. The model sees {name} here, {sure}.",
            { Kind: ClaimKind.Box } => $"A box says {name}. The model sees none there, {sure}.",
            { Kind: ClaimKind.NoBox } => $"The model sees {name} where no box is, {sure}.",
            { IsLabelled: false } => $"No {name} is labelled. The model sees one here, {sure}.",
            { IsAnswered: false } => $"{Capital(name)} is labelled. The model sees no {name} here, {sure}.",
            { IsMostlyMissing: true } => $"The model sees more {name} than is labelled: {Dispute(doubt.Claim)}",
            _ => $"The model sees less {name} than is labelled: {Dispute(doubt.Claim)}",
        };
    }

    /// <summary>"training, learned by run 3".</summary>
    public static string Judge(ReviewedLabel label) =>
        $"{Wording.Split(label.By.Split)}, {(label.IsLearned ? "learned by" : "not learned by")} run {label.By.RunNumber}";

    static string Dispute(LabelClaim claim) => $"{Wording.Percent(claim.Denial)} of what both mark is in dispute.";

    static string Capital(string name) => name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name[1..];
}
