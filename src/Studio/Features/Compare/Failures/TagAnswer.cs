using Studio.Contracts.Jobs;
using Studio.Features.Runs;
using Studio.Features.Shell;

namespace Studio.Features.Compare.Failures;

/// <summary>An answer about one tag against what is true.</summary>
/// <param name="SaysYes">By the threshold that the result was made with; by 0.5 where it does not tell.</param>
/// <param name="Sentence">"pneumonia is there, the model says 12 %".</param>
public sealed record TagAnswer(bool SaysYes, bool IsWrong, string Sentence)
{
    const char NoBreak = '\u00a0';

    /// <param name="name">Of the tag.</param>
    /// <param name="values">Of the image.</param>
    public static TagAnswer Of(TagOutcome tag, string name, IReadOnlyDictionary<string, double?> values)
    {
        var yes = values.GetValueOrDefault($"yes.{name}") is { } answer ? answer == 1 : TagWording.Says(tag);
        var truth = tag.Truth switch { true => "is there", false => "is not there", null => "is unknown" };
        return new TagAnswer(yes, tag.Truth is { } known && known != yes, $"{name} {truth}, the model says {Wording.Percent(tag.Probability).Replace(' ', NoBreak)}");
    }
}
