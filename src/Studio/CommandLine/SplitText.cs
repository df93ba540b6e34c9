using System.Globalization;
using Studio.Contracts.Projects;

namespace Studio.CommandLine;

/// <summary>Plans of splits as they are typed.</summary>
static class SplitText
{
    /// <summary>Takes away what a plan has: <c>--official none</c>.</summary>
    public const string None = "none";

    const string ByClass = "class";
    const string ByCategory = "category";
    const string CollectionPrefix = "collection:";

    /// <summary>"70/15/15": training, validation and test in percent.</summary>
    /// <exception cref="BadInputException">It is something else.</exception>
    public static (double Training, double Validation, double Test) Shares(string text)
    {
        double[] shares = [.. text.Split('/').Select(part => Percent(part, "--shares"))];
        return shares is [var training, var validation, var test]
            ? (training, validation, test)
            : throw new BadInputException($"--shares {text}: give three numbers for training, validation and test, e.g. 70/15/15.");
    }

    public static double Percent(string text, string option) =>
        double.TryParse(text.Trim().TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent)
            ? percent / 100
            : throw new BadInputException($"{option}: \"{text}\" is no number of percent.");

    /// <summary>"class,category,site"; "none": nothing.</summary>
    public static SplitPlan Stratify(SplitPlan plan, string text)
    {
        var names = text == None ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return plan with
        {
            ByClass = names.Contains(ByClass),
            ByCategory = names.Contains(ByCategory),
            ByFields = [.. names.Where(name => name is not ByClass and not ByCategory)],
        };
    }

    /// <summary>"site=MIAS", or "collection:MIAS".</summary>
    public static ExternalSet? External(string text)
    {
        if (text == None)
            return null;
        if (text.StartsWith(CollectionPrefix, StringComparison.Ordinal))
            return new ExternalSet(null, text[CollectionPrefix.Length..]);
        return text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } field, { Length: > 0 } value]
            ? new ExternalSet(field, value)
            : throw new BadInputException($"--external {text}: give a column and its value, e.g. site=MIAS, or collection:NAME.");
    }

    /// <summary>"A=training,B=test".</summary>
    public static IReadOnlyList<OfficialValue> OfficialValues(string text) => text == None
        ? []
        : [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(entry =>
            entry.Split('=', 2, StringSplitOptions.TrimEntries) is [var value, var word] && Enum.TryParse<Split>(word == None ? "unassigned" : word, ignoreCase: true, out var part)
                ? new OfficialValue(value, part)
                : throw new BadInputException($"--official-values {entry}: give a value and training, validation, test or none, e.g. 1=training."))];
}
