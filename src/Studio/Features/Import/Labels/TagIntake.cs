using Studio.Contracts.Import;
using Studio.Contracts.Labels;
using Studio.Imaging.Annotations;
using Studio.Storage;

namespace Studio.Features.Import.Labels;

/// <summary>Finds out which image, series or patient each row of a table of tags speaks about.</summary>
sealed class TagIntake(BatchRun run, LabelTargets targets, LabelSubjects subjects)
{
    /// <summary>More rows without subject than these are only counted.</summary>
    const int NamedRows = 100;

    readonly List<StagedTag> staged = [];
    readonly List<ImageCategory> categories = [];

    public IReadOnlyList<StagedTag> Staged => staged;

    public IReadOnlyList<ImageCategory> Categories => categories;

    /// <returns>Null when the table is staged; else its fate.</returns>
    public (ImportFate Fate, string Reason)? Stage(TagTable table, string path)
    {
        run.Labels.AddProblems(path, table.Findings);
        var missing = new SortedDictionary<int, string>();
        var before = staged.Count + categories.Count;
        foreach (var statement in table.Statements)
        {
            if (table.Subject == TagSubjectKind.File)
                StageFile(statement, missing);
            else
                StageSubject(statement, table.Subject, missing);
        }

        foreach (var statement in table.Categories)
            StageCategory(statement, table.Subject, missing);

        foreach (var (line, reason) in missing.Take(NamedRows))
            run.Labels.AddProblem(path, $"line {line}", reason);
        if (missing.Count > NamedRows)
            run.Labels.AddProblem(path, "", $"{missing.Count - NamedRows} more rows speak about what is not in the project.");
        return staged.Count + categories.Count == before ? (ImportFate.Skipped, "No row of it says something about what is in the project.") : null;
    }

    void StageCategory(CategoryStatement statement, TagSubjectKind kind, SortedDictionary<int, string> missing)
    {
        if (kind == TagSubjectKind.File)
        {
            if (targets.Find(statement.Subject) is { } image)
                categories.AddRange(targets.FramesOf(image).Select(frame => new ImageCategory(TagScope.Image, frame.Id, statement.Category)));
            else
                missing[statement.Line] = targets.ReasonFor(statement.Subject);
        }
        else if (subjects.Find(kind, statement.Subject) is { } id)
        {
            categories.Add(new ImageCategory(kind == TagSubjectKind.Series ? TagScope.Series : TagScope.Patient, id, statement.Category));
        }
        else
        {
            missing[statement.Line] = $"The project has no {(kind == TagSubjectKind.Series ? "series" : "patient")} of this name.";
        }
    }

    /// <summary>Every frame of a file shows what is said about the file.</summary>
    void StageFile(TagStatement statement, SortedDictionary<int, string> missing)
    {
        if (targets.Find(statement.Subject) is { } image)
            staged.AddRange(targets.FramesOf(image).Select(frame => new StagedTag(TagScope.Image, frame.Id, statement.Name, statement.IsPresent)));
        else
            missing[statement.Line] = targets.ReasonFor(statement.Subject);
    }

    /// <summary>The report stays, so it does not repeat identifiers that the project may not hold.</summary>
    void StageSubject(TagStatement statement, TagSubjectKind kind, SortedDictionary<int, string> missing)
    {
        var scope = kind == TagSubjectKind.Series ? TagScope.Series : TagScope.Patient;
        if (subjects.Find(kind, statement.Subject) is { } id)
            staged.Add(new StagedTag(scope, id, statement.Name, statement.IsPresent));
        else
            missing[statement.Line] = $"The project has no {(kind == TagSubjectKind.Series ? "series" : "patient")} of this name.";
    }
}
