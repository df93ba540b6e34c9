using Studio.Contracts.Projects;
using Studio.Training.Tasks;

namespace Studio.Training.Metrics;

/// <summary>
/// Values of the tags of one image by name, 1 or 0: <c>yes.NAME</c> (the model's answer) and <c>usual.NAME</c> (the trivial
/// baseline's); where the truth is known <c>accuracy.NAME</c>, <c>sensitivity.NAME</c>, <c>specificity.NAME</c> and
/// <c>baseline.accuracy.NAME</c> (the answer is right), their means over the classes, <c>accuracy.all</c> (every class of the
/// image right).
/// </summary>
static class TagMetrics
{
    static readonly string[] Averaged = ["accuracy", "sensitivity", "specificity", "baseline.accuracy"];

    /// <param name="truths">Of each class; null where it is not known.</param>
    /// <param name="usual">What the baseline says of each class; empty when it was not measured.</param>
    public static IReadOnlyDictionary<string, double?> OfImage(
        TagAnswer answer, IReadOnlyList<bool?> truths, IReadOnlyList<bool> usual, IReadOnlyList<ClassDefinition> classes)
    {
        var values = new Dictionary<string, double?>();
        foreach (var (position, definition) in classes.Index())
        {
            var isRight = truths[position] is { } truth ? AsNumber(answer.Yes[position] == truth) : (double?)null;
            values[$"yes.{definition.Name}"] = AsNumber(answer.Yes[position]);
            values[$"usual.{definition.Name}"] = usual.Count > position ? AsNumber(usual[position]) : null;
            values[$"accuracy.{definition.Name}"] = isRight;
            values[$"sensitivity.{definition.Name}"] = truths[position] == true ? isRight : null;
            values[$"specificity.{definition.Name}"] = truths[position] == false ? isRight : null;
            values[$"baseline.accuracy.{definition.Name}"] =
                usual.Count > position && truths[position] is { } known ? AsNumber(usual[position] == known) : null;
        }

        foreach (var name in Averaged)
        {
            values[$"{name}.mean"] = classes.Average(definition => values[$"{name}.{definition.Name}"]);
        }

        values["accuracy.all"] = classes.Min(definition => values[$"accuracy.{definition.Name}"]);
        values["baseline.accuracy.all"] = classes.Min(definition => values[$"baseline.accuracy.{definition.Name}"]);
        return values;
    }

    static double AsNumber(bool value) => value ? 1 : 0;
}
