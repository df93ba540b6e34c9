using System.CommandLine;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary>Options that name a project or a run, and the look-up behind them.</summary>
public static class RunOptions
{
    public static Option<string> Project { get; } = new("--project") { Description = "Name of the project.", Required = true };

    public static Option<string?> ProjectOfRun { get; } = new("--project") { Description = "Name of the project whose run number --run is." };

    public static Option<long> Run { get; } = new("--run")
    {
        Description = "Number of the run in --project, or its id when no project is named.",
        Required = true,
    };

    /// <summary>By the name in URLs, or by the name as shown.</summary>
    /// <exception cref="BadInputException">No such project; the message names those there are.</exception>
    public static async Task<Project> RequireProjectAsync(VerbHost host, string name, CancellationToken cancellation)
    {
        var all = (await host.Get<ProjectStore>().ListAsync(cancellation)).Select(summary => summary.Project).ToList();
        var found = all.Find(project => project.Slug == name)
            ?? all.Find(project => string.Equals(project.Name, name, StringComparison.OrdinalIgnoreCase));
        return found ?? throw new BadInputException(all.Count == 0
            ? $"There is no project \"{name}\": this data folder holds no project yet. Import images first."
            : $"There is no project \"{name}\". Projects: {string.Join(", ", all.Select(project => project.Slug))}.");
    }

    /// <exception cref="BadInputException">No such run; the message names those there are.</exception>
    public static async Task<Run> RequireRunAsync(VerbHost host, ParseResult parsed, CancellationToken cancellation)
    {
        var id = parsed.GetRequiredValue(Run);
        var runs = host.Get<RunStore>();
        if (parsed.GetValue(ProjectOfRun) is not { } name)
            return await runs.FindAsync(id, cancellation) ?? throw new BadInputException($"There is no run with the id {id}. Name its project to use the run's number.");
        var project = await RequireProjectAsync(host, name, cancellation);
        var all = await runs.ListAsync(project.Id, cancellation);
        return all.FirstOrDefault(run => run.Number == id) ?? throw new BadInputException(all.Count == 0
            ? $"The project {project.Slug} has no run yet."
            : $"The project {project.Slug} has no run {id}. Runs: {string.Join(", ", all.Select(run => run.Number).Order())}.");
    }
}
