using System.Globalization;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Import;
using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Sample;
using Studio.Storage;

namespace Studio.CommandLine;

/// <summary>One call of <c>import</c>: progress on standard error, the result on standard output.</summary>
sealed class ImportSession(IServiceProvider services, bool isJson)
{
    static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(1);

    readonly ProjectStore projects = services.GetRequiredService<ProjectStore>();
    readonly ImportBatchStore batches = services.GetRequiredService<ImportBatchStore>();
    readonly DataFolder data = services.GetRequiredService<DataFolder>();

    /// <param name="privacy">What the command line asks for; an existing project must agree.</param>
    /// <returns>Null, after saying why, where it does not.</returns>
    public async Task<Project?> FindOrCreateProjectAsync(string name, ProjectTask task, ProjectPrivacy? privacy, CancellationToken cancellation)
    {
        var all = await projects.ListAsync(cancellation);
        var existing = all.FirstOrDefault(item => item.Project.Slug == name || string.Equals(item.Project.Name, name, StringComparison.OrdinalIgnoreCase));
        if (existing is not null)
        {
            if (privacy is null || privacy == await projects.GetPrivacyAsync(existing.Project.Id, cancellation))
                return existing.Project;
            await Console.Error.WriteLineAsync($"The project {existing.Project.Name} treats patient data otherwise. Its owner changes that in the project's settings; leave out --keep-identity and --keep-originals here.");
            return null;
        }

        var created = await projects.CreateAsync(name, "", task, cancellationToken: cancellation);
        if (privacy is not null)
            await projects.SetPrivacyAsync(created.Id, privacy, cancellation);
        return created;
    }

    public async Task<int> ImportAsync(ImportRequest request, CancellationToken cancellation)
    {
        var batch = await batches.CreateAsync(request.ProjectId, total: 0, createdBy: null, cancellation);
        new ImportFolder(data, batch.Id).WriteRequest(request);
        var report = await RunAsync(batch, request, cancellation);
        var isWaiting = report.MaskValues.Count > 0 || report.LabelNames.Count > 0;
        if (isWaiting)
        {
            // Nobody can answer a command that has ended; the folder of what waits goes with it.
            await batches.SetStateAsync(batch.Id, ImportBatchState.Done, report, CancellationToken.None);
            new ImportFolder(data, batch.Id).Delete();
        }

        Print(report);
        var ended = await batches.FindAsync(batch.Id, CancellationToken.None);
        return isWaiting ? ExitCode.BadInput
            : ended?.State == ImportBatchState.Done ? ExitCode.Done
            : report.Imported + report.Skipped == 0 && !cancellation.IsCancellationRequested ? ExitCode.BadInput
            : ExitCode.Failed;
    }

    public async Task<int> CreateSampleAsync(CancellationToken cancellation)
    {
        using var tracker = new ImportTracker();
        await using var registration = cancellation.Register(tracker.Cancel);
        await using var timer = new Timer(_ => WriteProgress(tracker.Progress), null, ReportInterval, ReportInterval);
        var sample = await services.GetRequiredService<SampleProject>().CreateAsync(tracker);
        Print(sample.Report);
        return sample.Report.Problem is null ? ExitCode.Done : ExitCode.Failed;
    }

    async Task<ImportReport> RunAsync(ImportBatch batch, ImportRequest request, CancellationToken cancellation)
    {
        using var tracker = new ImportTracker();
        await using var registration = cancellation.Register(tracker.Cancel);
        await using var timer = new Timer(_ => WriteProgress(tracker.Progress), null, ReportInterval, ReportInterval);
        return await services.GetRequiredService<ImportRunner>().RunAsync(batch, request, tracker, CancellationToken.None);
    }

    static void WriteProgress(ImportProgress progress)
    {
        var what = progress.Stage switch
        {
            ImportStage.Reading => "pictures read",
            ImportStage.ReadingMasks => "masks read",
            ImportStage.ReadingLabels => "label files read",
            ImportStage.StoringLabels => "labels stored",
            _ => "",
        };
        if (what.Length == 0)
            return;
        var left = progress.SecondsLeft is { } seconds ? string.Create(CultureInfo.InvariantCulture, $", {seconds:0} s left") : "";
        Console.Error.WriteLine($"{progress.Done} of {progress.Total} {what}{left}");
    }

    void Print(ImportReport report)
    {
        if (report.Problem is { } problem)
            Console.Error.WriteLine(problem);
        if (report.MaskValues.Count > 0)
            PrintProposals(report.MaskValues);
        if (report.LabelNames.Count > 0)
            PrintNames(report.LabelNames);
        if (isJson)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, ContractJson.Indented));
            return;
        }

        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Project}: {report.Imported} imported, {report.Skipped} skipped, {report.Rejected.Count} rejected, {report.MasksImported} masks, {report.BoxesImported} boxes, {report.OutlinesImported} outlines, {report.TagsImported} tags, {report.Seconds:0.0} s"));
        foreach (var rejected in report.Rejected)
            Console.Out.WriteLine($"rejected  {rejected.Path}: {rejected.Reason}");
        foreach (var mask in report.UnmatchedMasks)
            Console.Out.WriteLine($"mask without picture  {mask}");
        foreach (var image in report.ImagesWithoutMask)
            Console.Out.WriteLine($"picture without mask  {image}");
        foreach (var label in report.LabelProblems)
            Console.Out.WriteLine($"label  {label.File}{(label.Where.Length > 0 ? ", " : "")}{label.Where}: {label.Reason}");
    }

    static void PrintProposals(IReadOnlyList<MaskValueProposal> proposals)
    {
        var total = proposals.Sum(proposal => proposal.Pixels);
        Console.Error.WriteLine("The masks were not imported: it is not clear what their values mean. The pictures are imported.");
        foreach (var proposal in proposals)
        {
            var meaning = proposal.ProposedName switch
            {
                null => "no class yet",
                "" => "background",
                var name => name,
            };
            Console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  value {MaskValueText.Format(proposal.Value),7}  {100.0 * proposal.Pixels / total,6:0.00} % of the pixels  {meaning}"));
        }

        var example = string.Join(",", proposals.Where(item => item.ProposedName != "").Select(item => $"{MaskValueText.Format(item.Value)}={item.ProposedName ?? "NAME"}"));
        Console.Error.WriteLine($"Import again with --accept-mask-values to take this, or say it with --mask-values {example}");
    }

    static void PrintNames(IReadOnlyList<LabelNameProposal> proposals)
    {
        Console.Error.WriteLine("Boxes, areas and tags were not imported: it is not clear which classes their names mean. The pictures are imported.");
        var width = proposals.Max(proposal => proposal.Name.Length);
        foreach (var proposal in proposals)
        {
            var meaning = proposal.ProposedName switch
            {
                null => "no class yet",
                "" => "left out",
                var name => name,
            };
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {proposal.Name.PadRight(width)}  {proposal.Count,7} labels  {meaning}"));
        }

        var table = LabelNameText.Format(proposals.Select(item => (item.Name, item.ProposedName ?? "NAME")));
        var acceptance = proposals.All(item => item.ProposedName is not null) ? "with --accept-label-names to take this, or say it " : "";
        Console.Error.WriteLine($"Import again {acceptance}with --label-names \"{table}\"; ignore leaves a name out.");
    }
}
