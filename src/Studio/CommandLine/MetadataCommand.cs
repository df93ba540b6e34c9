using System.CommandLine;
using Studio.Features.Images.Metadata;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary><c>metadata</c>: columns of a table become columns of the project's images.</summary>
public static class MetadataCommand
{
    static readonly Argument<string> FileArgument = new("file") { Description = "CSV or TSV file; its first line names the columns." };

    static readonly Option<string?> KeyOption = new("--key")
    {
        Description = "Column that names the images, and how: COLUMN[:file|image|patient|series|sop]. Without it the column that fits most rows.",
    };

    static readonly Option<string[]> NumberOption = Columns("--number", "Column of numbers, COLUMN or COLUMN=NAME; may be given several times.");
    static readonly Option<string[]> TextOption = Columns("--text", "Column of text, COLUMN or COLUMN=NAME.");
    static readonly Option<string[]> JoinOption = Columns("--join", "Column of text that joins what several rows say of an image.");
    static readonly Option<string[]> PartOption = Columns("--part", "Column with the part of the data that its authors gave each image: train, val, test, or 1, 2, 3.");
    static readonly Option<string[]> SkipOption = Columns("--skip", "Column to leave out.");
    static readonly Option<string?> PatientOption = new("--patient") { Description = "Column with the image's patient." };
    static readonly Option<string?> CategoryOption = new("--category") { Description = "Column that says of which kind the image is." };
    static readonly Option<bool> AmbiguousOption = new("--skip-ambiguous") { Description = "Leave rows out that may mean several images." };
    static readonly Option<bool> MoveOption = new("--move-patients") { Description = "Let the table's patient take the place of a known one." };
    static readonly Option<bool> DryRunOption = new("--dry-run") { Description = "Say what would happen, and store nothing." };

    public static Command Create()
    {
        var command = Verb.Create(
            "metadata",
            "Add the columns of a table to the project's images.",
            [
                RunOptions.Project, KeyOption, NumberOption, TextOption, JoinOption, PartOption, PatientOption, CategoryOption, SkipOption,
                AmbiguousOption, MoveOption, DryRunOption,
            ],
            RunAsync);
        command.Arguments.Add(FileArgument);
        return command;
    }

    static Option<string[]> Columns(string name, string description) => new(name) { Description = description, DefaultValueFactory = _ => [] };

    static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(FileArgument);
        if (!File.Exists(path))
            throw new BadInputException($"{path} does not exist. Give a CSV file.");
        await using var host = await VerbHost.OpenAsync(parsed, cancellation);
        var project = await RunOptions.RequireProjectAsync(host, parsed.GetRequiredValue(RunOptions.Project), cancellation);
        var import = host.Get<MetadataImport>();
        var table = await import.OpenAsync(project, Path.GetFullPath(path), cancellation);
        if (table.Survey.Fault is { } fault)
            throw new BadInputException($"{path}: {fault}");
        var plan = await import.PlanAsync(table, MappingOf(parsed, table, path), cancellation);
        if (Blocking(plan) is { Count: > 0 } problems)
            throw new BadInputException($"{path}: nothing was stored.{string.Concat(problems.SelectMany(Lines))}");

        var isDryRun = parsed.GetValue(DryRunOption);
        var stored = isDryRun ? null : await import.StoreAsync(table, plan, userId: null, cancellation);
        Verb.Print(parsed, Json(table, plan, stored), string.Join(Environment.NewLine, Words(table, plan, stored)));
        return ExitCode.Done;
    }

    static List<TableProblem> Blocking(TablePlan plan) => plan.Problems.Any(problem => problem.Blocks) || plan.Columns.Count > 0
        ? [.. plan.Problems.Where(problem => problem.Blocks)]
        : [new TableProblem(TableProblemKind.NothingFits, true, null, "Every column is left out. Name columns with --number or --text.", [])];

    static IEnumerable<string> Lines(TableProblem problem) =>
        [$"{Environment.NewLine}{problem.Message}", .. problem.Lines.Select(line => $"{Environment.NewLine}  {line}")];

    static TableMapping MappingOf(ParseResult parsed, MetadataTable table, string path)
    {
        var names = new ColumnNames(table.Survey, path);
        var mapping = table.Proposal;
        if (parsed.GetValue(KeyOption) is { } key)
            mapping = names.WithKey(mapping, key);
        foreach (var (option, use) in ((Option<string[]>, ColumnUse)[])
        [
            (NumberOption, ColumnUse.Number), (TextOption, ColumnUse.Text), (JoinOption, ColumnUse.Joined), (PartOption, ColumnUse.Part), (SkipOption, ColumnUse.LeftOut),
        ])
        {
            mapping = (parsed.GetValue(option) ?? []).Aggregate(mapping, (known, column) => names.With(known, column, use));
        }

        foreach (var (option, use) in ((Option<string?>, ColumnUse)[])[(PatientOption, ColumnUse.Patient), (CategoryOption, ColumnUse.Category)])
        {
            if (parsed.GetValue(option) is { } column)
                mapping = names.WithOnly(mapping, column, use);
        }

        return mapping with { LeavesAmbiguousOut = parsed.GetValue(AmbiguousOption), MovesPatients = parsed.GetValue(MoveOption) };
    }

    static object Json(MetadataTable table, TablePlan plan, StoredTable? stored) => new
    {
        project = table.Project.Slug,
        dryRun = stored is null,
        key = new { column = table.Survey.Columns[plan.Mapping.KeyColumn].Title, kind = plan.Mapping.KeyKind, plan.Fits, plan.Rows },
        plan.Images,
        columns = plan.Columns.Select(column => new { column.Name, column.Use, column.Images, column.Added, column.Changed }),
        warnings = plan.Problems.Select(problem => new { problem.Message, problem.Lines }),
        patients = stored?.Patients,
        categories = stored?.Categories,
    };

    static IEnumerable<string> Words(MetadataTable table, TablePlan plan, StoredTable? stored)
    {
        yield return $"“{table.Survey.Columns[plan.Mapping.KeyColumn].Title}” names the images: {Wording.Number(plan.Fits)} of {Wording.Count(plan.Rows, "row")} fit.";
        foreach (var problem in plan.Problems)
            yield return string.Concat(Lines(problem)).Trim();
        foreach (var column in plan.Columns)
            yield return $"{column.Name}: {MetadataWords.Use(column.Use)}, {Wording.Count(column.Images, "image")}, {Wording.Number(column.Added)} new, {Wording.Number(column.Changed)} changed.";
        yield return stored is null ? "Nothing was stored: this was a dry run."
            : stored.ChangesNothing ? "Everything in the table was known already; nothing changed."
            : $"Added to {Wording.Count(stored.Images, "image")}.";
    }
}
