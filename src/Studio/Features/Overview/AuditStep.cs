using Studio.Features.Audit;
using Studio.Features.Audit.Pages;
using Studio.Features.Shell;

namespace Studio.Features.Overview;

/// <summary>The checklist's step about the data audit, computed from what it found.</summary>
static class AuditStep
{
    static readonly string[] Small = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    public static ProjectStep Of(ProjectFacts facts)
    {
        var address = $"/p/{facts.Slug}/audit";
        var (title, fact, state) = Describe(facts.Audit);
        return new(title, fact, state, address, "Audit", state == StepState.Warned ? "Look at the findings" : "Check the data");
    }

    static (string Title, string Fact, StepState State) Describe(AuditState audit)
    {
        const string Title = "Check the data";
        var problems = audit.OpenProblems.ToList();
        if (problems.Count > 0)
        {
            return (
                $"Fix {Word(problems.Count)} {(problems.Count == 1 ? "problem" : "problems")} before you trust any number",
                string.Join(' ', problems.Take(2).Select(AuditWording.Line)),
                StepState.Warned);
        }

        if (audit.LastDone is null)
        {
            return audit.Running is null
                ? (Title, "Copies, patients in several parts, shortcuts, odd labels: would a good score mean a good model? Runs by itself after the first version.", StepState.Waiting)
                : (Title, "The audit looks at the data now.", StepState.Running);
        }

        var hints = audit.Count(AuditItemKind.Hint);
        var failed = audit.Count(AuditItemKind.Failed);
        return failed > 0
            ? (Title, $"{Wording.Count(failed, "check")} could not be made.", StepState.Failed)
            : (Title, $"{Wording.Count(audit.CountMade, "check")}, no open problem{(hints > 0 ? $", {Wording.Count(hints, "hint")}" : "")}", StepState.Done);
    }

    static string Word(int count) => count < Small.Length ? Small[count] : Wording.Number(count);
}
