using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Imaging.Tables;
using Studio.Storage;

namespace Studio.Features.Images.Metadata;

/// <summary>What else is known of my images?</summary>
public sealed partial class MetadataPage : IDisposable
{
    static readonly TimeSpan TellInterval = TimeSpan.FromMilliseconds(250);

    readonly CancellationTokenSource leaving = new();
    CancellationTokenSource? planning;
    Project? project;
    CurrentUser? user;
    StagedTable? staged;
    MetadataTable? table;
    TableMapping? mapping;
    TablePlan? plan;
    bool isMissing;
    bool isPlanning;
    string? busy;
    string? fault;
    string? outcome;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required MetadataImport Import { get; init; }

    [Inject]
    public required DataFolder Data { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        user = CurrentUser.From((await Authentication).User);
        project = found;
    }

    string Summary => isPlanning || plan is null ? "Counting what would change …"
        : plan.Columns.Count == 0 ? "Every column is left out. Say what becomes of at least one."
        : plan.Problems.Any(problem => problem.Blocks) ? "Something has to be settled first, see above."
        : plan.ChangesNothing ? "Everything in the table is known already."
        : $"{Wording.Count(plan.Columns.Count, "column")}: {Wording.Number(plan.Columns.Sum(column => column.Added))} new values, {Wording.Number(plan.Columns.Sum(column => column.Changed))} changed.";

    async Task ReceiveAsync(InputFileChangeEventArgs change)
    {
        (fault, outcome) = (null, null);
        if (change.File.Size > TableText.MaxBytes)
        {
            fault = $"{change.File.Name} is larger than {TableText.MaxBytes >> 20} MB. Split it.";
            return;
        }

        try
        {
            await CopyAsync(change.File);
            busy = "Reading the table …";
            StateHasChanged();
            var opened = await Import.OpenAsync(project!, staged!.Path, leaving.Token);
            fault = opened.Survey.Fault is { } found ? $"{staged.Name}: {found}" : null;
            (table, mapping) = fault is null ? (opened, opened.Proposal) : (null, null);
        }
        catch (IOException problem)
        {
            fault = $"{change.File.Name} could not be read: {problem.Message} Pick it again.";
        }
        finally
        {
            busy = null;
        }

        if (table is null)
            Reset(keepsFault: true);
        else
            await PlanAsync();
    }

    async Task CopyAsync(IBrowserFile file)
    {
        var told = DateTimeOffset.MinValue;
        await using var content = file.OpenReadStream(TableText.MaxBytes, leaving.Token);
        staged = await StagedTable.ReceiveAsync(Data, file.Name, content, Tell, leaving.Token);

        void Tell(long bytes)
        {
            busy = $"Copying {file.Name}: {Wording.Bytes(bytes)} of {Wording.Bytes(file.Size)}";
            if (DateTimeOffset.UtcNow - told < TellInterval)
                return;
            told = DateTimeOffset.UtcNow;
            StateHasChanged();
        }
    }

    Task MapAsync(TableMapping wanted)
    {
        mapping = wanted;
        return PlanAsync();
    }

    /// <summary>Of several wishes one after the other only the last is worked out to its end.</summary>
    async Task PlanAsync()
    {
        planning?.Cancel();
        using var mine = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        planning = mine;
        isPlanning = true;
        outcome = null;
        StateHasChanged();
        try
        {
            plan = await Import.PlanAsync(table!, mapping!, mine.Token);
            isPlanning = false;
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested)
        {
            // Another wish took its place, or the page was left.
        }
        finally
        {
            if (planning == mine)
                planning = null;
        }
    }

    async Task StoreAsync()
    {
        if (user?.Decides != true)
            return;
        fault = null;
        busy = $"Adding to {Wording.Count(plan!.Images, "image")} …";
        try
        {
            var stored = await Import.StoreAsync(table!, plan, user.Id, leaving.Token);
            Reset();
            outcome = Words(stored);
        }
        catch (StorageException refused)
        {
            fault = refused.Message;
        }
        finally
        {
            busy = null;
        }
    }

    static string Words(StoredTable stored)
    {
        if (stored.ChangesNothing)
            return "Everything in the table was known already; nothing changed.";
        var changed = stored.Columns.Sum(column => column.Changed);
        List<string> parts = [];
        if (stored.Columns.Count > 0)
            parts.Add($"{string.Join(", ", stored.Columns.Select(column => column.Name))}: {Wording.Count(stored.Columns.Sum(column => column.Added), "new value")}{(changed > 0 ? $", {Wording.Number(changed)} changed" : "")}");
        if (stored.Patients > 0)
            parts.Add($"the patient of {Wording.Count(stored.Patients, "image")}");
        if (stored.Categories > 0)
            parts.Add($"the category of {Wording.Count(stored.Categories, "image")}");
        return $"Added to {Wording.Count(stored.Images, "image")}. {string.Join("; ", parts)}.";
    }

    void Reset() => Reset(keepsFault: false);

    void Reset(bool keepsFault)
    {
        planning?.Cancel();
        staged?.Dispose();
        (staged, table, mapping, plan, isPlanning, outcome) = (null, null, null, null, false, null);
        fault = keepsFault ? fault : null;
    }

    public void Dispose()
    {
        leaving.Cancel();
        staged?.Dispose();
        leaving.Dispose();
    }
}
