using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Features.Audit;

/// <summary>What an answer reaches that does not look at the image: every score starts there and not at 0.</summary>
public sealed class BaselineCheck(LabelFactsReader reader) : IAuditCheck
{
    /// <summary>Mean accuracy. From here on a figure sounds like a good model.</summary>
    const double SoundsGood = 0.8;

    /// <summary>IoU of one mask for all images. From here on there is little to learn about where the class lies.</summary>
    const double LittleToLearn = 0.5;

    public string Name => "baselines";

    public string Title => "What a trivial answer reaches";

    public async Task<AuditAnswer> RunAsync(AuditData data, Action<int, int>? progress, CancellationToken cancellationToken)
    {
        if (data.Samples.Count == 0 || data.Classes.Count == 0 || data.Project.Task == ProjectTask.Detection)
            return AuditAnswer.NotApplicable;
        var presence = await ClassPresence.ReadAsync(data, reader, progress, cancellationToken);
        return data.Project.Task == ProjectTask.Classification
            ? JudgeTags([.. data.Classes.Select(presence.Of).Where(share => share.OfImages > 0)])
            : JudgeOutlines(data, presence, await reader.ReadAsync(data, progress, cancellationToken));
    }

    static AuditAnswer JudgeTags(List<ClassShare> shares)
    {
        if (shares.Count == 0)
            return AuditAnswer.NotApplicable;
        var always = shares.Average(share => 1 - share.Prevalence);
        var usual = shares.Average(share => Math.Max(share.Prevalence, 1 - share.Prevalence));
        var passed = $"Always saying no reaches {Percent(always)} accuracy (mean over {Wording.Count(shares.Count, "class", "classes")}), each class's usual answer {Percent(usual)}; AUC starts at 0.50, "
            + $"average precision at {Wording.Score(shares.Average(share => share.Prevalence))}.";
        if (usual < SoundsGood)
            return new AuditAnswer([], "Guessing does not look good", passed, Percent(usual));
        var finding = new AuditFinding(
            "trivial-accuracy",
            AuditSeverity.Hint,
            "Accuracy says little here",
            Percent(Math.Max(always, usual)),
            $"{passed} Judge by AUC or average precision, and say the trivial answer beside every accuracy.",
            AuditEvidence.Of("", new Dictionary<string, double> { ["accuracy.always-no"] = always, ["accuracy.usual"] = usual, ["auc"] = 0.5 }) with
            {
                Bars = [.. shares.Select(share => new AuditBar($"{share.Class.Name}, always no", 1 - share.Prevalence))],
            })
        {
            Meaning = $"A model with {Percent(usual)} accuracy may have learned nothing.",
        };
        return new AuditAnswer([finding], "", passed);
    }

    static AuditAnswer JudgeOutlines(AuditData data, ClassPresence presence, IReadOnlyList<LabelFacts> facts)
    {
        var fixedMasks = data.Classes.Select(definition => (definition.Name, Iou: FixedMasks.IouOf(definition.Index, facts)))
            .Where(entry => entry.Iou is not null).Select(entry => (entry.Name, Iou: entry.Iou!.Value)).ToList();
        if (fixedMasks.Count == 0)
            return AuditAnswer.NotApplicable;
        var background = 1 - data.Classes.Sum(definition => presence.PixelShare(definition.Index));
        var words = string.Join(", ", fixedMasks.Select(entry => $"{entry.Name} {Wording.Score(entry.Iou)}"));
        var passed = $"An empty answer has IoU and Dice 0, though {Percent(background)} of its pixels are right. One mask for all images reaches IoU {words}.";
        if (fixedMasks.TrueForAll(entry => entry.Iou < LittleToLearn))
            return new AuditAnswer([], "Guessing does not look good", passed, $"IoU {Wording.Score(fixedMasks.Max(entry => entry.Iou))}");
        var best = fixedMasks.MaxBy(entry => entry.Iou);
        var finding = new AuditFinding(
            "trivial-mask",
            AuditSeverity.Hint,
            "One mask fits nearly all images",
            $"IoU {Wording.Score(best.Iou)}",
            $"{passed} Say this beside every score.",
            AuditEvidence.Of("", fixedMasks.ToDictionary(entry => $"iou.{entry.Name}", entry => entry.Iou)) with
            {
                Bars = [.. fixedMasks.Select(entry => new AuditBar($"{entry.Name}, one mask for all", entry.Iou))],
            })
        {
            Meaning = $"A model of {best.Name} with an IoU of {Wording.Score(best.Iou)} may have learned nothing but where it usually lies.",
        };
        return new AuditAnswer([finding], "", passed);
    }

    static string Percent(double share) => FormattableString.Invariant($"{100 * share:0.0} %");
}
