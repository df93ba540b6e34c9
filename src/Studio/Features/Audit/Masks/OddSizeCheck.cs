using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>Labels far larger or smaller than those of the same class elsewhere.</summary>
public sealed class OddSizeCheck(LabelFactsReader reader) : MaskCheck(reader)
{
    /// <summary>Images; of fewer nobody can say what is usual.</summary>
    const int LeastImages = 20;

    /// <summary>Of the logarithm of areas: sizes within a sixth of each other are never odd.</summary>
    const double LeastDeviation = 0.03;

    public override string Name => "odd-sizes";

    public override string Title => "Labels of unusual size";

    protected override AuditAnswer Judge(AuditData data, IReadOnlyList<LabelFacts> labelled)
    {
        var findings = data.Classes.Select(definition => FindingOf(definition, labelled)).OfType<AuditFinding>().ToList();
        return new AuditAnswer(
            findings, "No label of unusual size", $"No label is much larger or smaller than others of its class ({Wording.Count(labelled.Count, "image")}).", Wording.Count(labelled.Count, "image"));
    }

    /// <summary>By the share of the picture, as pictures may be scaled. Slices of a volume end in small ones by nature, so those only count when too large.</summary>
    static AuditFinding? FindingOf(ClassDefinition definition, IReadOnlyList<LabelFacts> labelled)
    {
        var sizes = labelled.Where(facts => facts.Pixels.ContainsKey(definition.Index))
            .Select(facts => (Facts: facts, Size: Math.Log((double)facts.Pixels[definition.Index] / facts.Sample.Rows / facts.Sample.Columns))).ToList();
        if (sizes.Count < LeastImages)
            return null;
        var usual = RobustSpread.Of([.. sizes.Select(entry => entry.Size)], LeastDeviation);
        var slices = labelled.CountBy(facts => facts.Sample.PatientKey).ToDictionary();
        var odd = sizes.Where(entry => usual.Distance(entry.Size) > RobustSpread.Outlier
                || (usual.Distance(entry.Size) < -RobustSpread.Outlier && slices[entry.Facts.Sample.PatientKey] == 1))
            .OrderByDescending(entry => Math.Abs(usual.Distance(entry.Size))).ToList();
        if (odd.Count == 0)
            return null;
        var worst = odd[0];
        return ImageGroup.Finding(
            "odd-sizes",
            $"{definition.Name} of unusual size",
            [.. odd.Select(entry => new MarkedImage(
                entry.Facts.Sample, [.. entry.Facts.PartsOf(definition.Index).Select(part => new AuditMark(part.Left, part.Top, part.Width, part.Height))]))],
            $"{definition.Name} usually covers {Share(usual.Median)} of the picture, in {worst.Facts.Sample.Name} {Share(worst.Size)}. Look whether the right thing is labelled.",
            "A class given to the wrong structure teaches the model a mistake, and costs a whole image where it is tested.",
            definition.Name);
    }

    static string Share(double logarithm)
    {
        var percent = 100 * Math.Exp(logarithm);
        return percent >= 1 ? $"{percent:0} %" : FormattableString.Invariant($"{percent:0.##} %");
    }
}
