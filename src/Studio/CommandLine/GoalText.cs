using System.Globalization;
using Studio.Contracts.Packages;
using Studio.Features.Calibration;

namespace Studio.CommandLine;

/// <summary>Goals of thresholds as the command line takes them: <c>pneumonia=sensitivity:0.95</c>.</summary>
static class GoalText
{
    static readonly Dictionary<string, ThresholdGoal> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sensitivity"] = ThresholdGoal.Sensitivity,
        ["specificity"] = ThresholdGoal.Specificity,
        ["precision"] = ThresholdGoal.Precision,
        ["false-boxes"] = ThresholdGoal.FalsePositives,
        ["youden"] = ThresholdGoal.Youden,
        ["threshold"] = ThresholdGoal.Stated,
    };

    public const string Allowed = "sensitivity:SHARE, specificity:SHARE, precision:SHARE, false-boxes:NUMBER, youden, threshold:VALUE";

    /// <exception cref="BadInputException">No such class or goal, a goal that such answers do not have, or a number that is none.</exception>
    public static ThresholdWish Parse(string text, ValidationAnswers answers)
    {
        // Names of classes may hold the sign itself; goals never do.
        var sign = text.LastIndexOf('=');
        if (sign <= 0)
            throw new BadInputException($"--goal {text}: write CLASS=GOAL, e.g. {answers.Classes[0].Name}=sensitivity:0.95. Goals: {Allowed}.");
        var name = text[..sign].Trim();
        var definition = answers.Classes.FirstOrDefault(item => string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new BadInputException($"--goal {text}: run {answers.Run.Number} knows no class \"{name}\". Classes: {string.Join(", ", answers.Classes.Select(item => item.Name))}.");
        var parts = text[(sign + 1)..].Trim().Split(':', 2);
        if (!Words.TryGetValue(parts[0], out var goal))
            throw new BadInputException($"--goal {text}: \"{parts[0]}\" is no goal for {definition.Name}. Goals: {Allowed}.");
        if (!answers.Goals.Contains(goal))
            throw new BadInputException($"--goal {text}: answers of run {answers.Run.Number} have no such goal. Goals here: {string.Join(", ", Words.Where(word => answers.Goals.Contains(word.Value)).Select(word => word.Key))}.");
        var target = 0.0;
        if (goal != ThresholdGoal.Youden && (parts.Length < 2 || !double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out target)))
            throw new BadInputException($"--goal {text}: {parts[0]} for {definition.Name} needs a number, e.g. {parts[0]}:{CalibrationWording.Number(ThresholdWish.UsualTarget(goal))}.");
        var wish = new ThresholdWish(definition.Index, goal, target);
        return wish.Fault is { } fault ? throw new BadInputException($"--goal {text}: {fault}") : wish;
    }
}
