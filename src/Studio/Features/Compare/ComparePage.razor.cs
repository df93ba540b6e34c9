using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Compare.Readers;
using Studio.Features.Runs;
using Studio.Statistics;
using Studio.Storage;

namespace Studio.Features.Compare;

/// <summary>Is the difference real?</summary>
public sealed partial class ComparePage : IDisposable
{
    const double RowRem = 2.375;
    const double FrameRem = 7.5;

    CancellationTokenSource reading = new();
    Project? project;
    bool isMissing;
    bool isReading;
    CompareQuery? query;
    string? shown;
    CurrentUser? user;
    IReadOnlyList<IReadOnlyList<Run>> entries = [];
    ComparisonAnswer? answer;
    string? answered;
    SetupDifferences? setup;
    IReadOnlyList<RunCurve>? curves;
    ComparedData? data;
    ReaderCeiling? ceiling;
    bool isReadingReaders;
    int looks;
    string? refusal;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ComparisonReader Reader { get; init; }

    [Inject]
    public required ComparedRunReader Compared { get; init; }

    [Inject]
    public required SetupReader Setups { get; init; }

    [Inject]
    public required CurveReader Curves { get; init; }

    [Inject]
    public required ReaderAgreement Readers { get; init; }

    [Inject]
    public required MissingResults Results { get; init; }

    [Inject]
    public required TestLookStore Looks { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    IReadOnlyList<int> Places => RankedEntries.Places([.. entries.Select(SetupReader.Label)], answer?.Comparison);

    double LeaderboardRem => FrameRem + (RowRem * ((query?.Entries.Count ?? 0) + 1));

    protected override async Task OnParametersSetAsync()
    {
        project = await Projects.FindAsync(Slug);
        isMissing = project is null;
        if (project is null)
            return;
        user = CurrentUser.From((await Authentication).User);
        looks = await Looks.CountAsync(project.Id);
        query = ReadQuery();
        refusal = null;
        // Another metric of the same runs: what is seen stays until it is there.
        var now = query is null ? Slug : $"{Slug} {CompareAddress.Write(query with { Metric = null, Level = null })}";
        if (now != shown)
            (shown, answer, setup, curves, data) = (now, null, null, null, null);
        // Other failures or groups of the same comparison need no second look at the figures.
        if (query is not null && (answer is null || answered != CompareAddress.Write(query)))
            await ReadAsync();
    }

    public void Dispose()
    {
        reading.Cancel();
        reading.Dispose();
    }

    /// <summary>The verdict first, as it is what was asked for and takes all cores; then what stands beside it, and how readers agree.</summary>
    async Task ReadAsync()
    {
        await reading.CancelAsync();
        reading.Dispose();
        reading = new CancellationTokenSource();
        var stop = reading.Token;
        var (asked, of) = (query!, project!);
        isReading = true;
        try
        {
            var found = await Reader.ReadAsync(of, asked, stop);
            looks = await Looks.CountAsync(of.Id, stop);
            stop.ThrowIfCancellationRequested();
            (answer, answered, isReading, ceiling, isReadingReaders) = (found, CompareAddress.Write(asked), false, null, true);
            StateHasChanged();
            await ReadBesideAsync(of, asked, stop);
            // Labels of readers are compared pixel by pixel, which nobody waits for.
            ceiling = found.Comparison is { } comparison ? await Readers.ReadAsync(of, comparison.Cases.Ids, comparison.Metric, stop) : null;
            isReadingReaders = false;
        }
        catch (OperationCanceledException)
        {
            // Something else is asked for by now, or the page was left.
        }
    }

    async Task ReadBesideAsync(Project of, CompareQuery asked, CancellationToken stop)
    {
        entries = await Compared.FindAsync(of.Id, asked, stop);
        if (entries.Count > 0)
        {
            data ??= await Compared.LookAsync(entries, stop);
            setup ??= await Setups.ReadAsync(entries, stop);
            curves ??= await Curves.ReadAsync(entries, stop);
            StateHasChanged();
        }
    }

    void Choose((string Metric, FigureLevel Level) choice) =>
        Navigation.NavigateTo(CompareAddress.Page(Slug, query! with { Metric = choice.Metric, Level = choice.Level }), replace: true);

    async Task AddAsync()
    {
        var parameters = new Dictionary<string, object?> { [nameof(AddRunDialog.Project)] = project, [nameof(AddRunDialog.Query)] = query };
        if (await Dialogs.OpenAsync<AddRunDialog>("Add a run", parameters, new DialogOptions { Width = "34rem" }) is not RunOption option)
            return;
        var wider = query! with { Entries = [.. query.Entries, option.Numbers] };
        // On the test set the further run asks for a reason of its own first.
        if (!option.HasResult && wider.Set != Split.Test)
            await TryAsync(() => Results.EvaluateAsync(MissingOf(option, wider), wider.Set, user?.Id));
        if (refusal is null)
            Navigation.NavigateTo(CompareAddress.Page(Slug, wider));
    }

    ComparisonProblem MissingOf(RunOption option, CompareQuery wider) => new("")
    {
        Missing = option.Runs,
        VersionId = wider.Version is null ? null : answer?.Comparison?.Entries[0].Evaluations[0].VersionId ?? answer?.Problem?.VersionId,
    };

    async Task AskTestSetAsync()
    {
        var test = query! with { Set = Split.Test };
        if (query.Set == Split.Test)
        {
            Navigation.NavigateTo(CompareAddress.Page(Slug, query with { Set = Split.Validation }));
            return;
        }

        var parameters = new Dictionary<string, object?>
        {
            [nameof(TestSetDialog.IsOpen)] = await Results.FindClosedAsync(project!, query) is null,
            [nameof(TestSetDialog.Looks)] = looks,
            [nameof(TestSetDialog.MayOpen)] = user?.Decides == true,
            [nameof(TestSetDialog.Runs)] = query.Entries.Sum(entry => entry.Count),
        };
        if (await Dialogs.OpenAsync<TestSetDialog>("Test set", parameters, new DialogOptions { Width = "36rem" }) is not string reason)
            return;
        if (reason.Length > 0)
            await TryAsync(() => Results.OpenTestAsync(project!, query, reason, user?.Id));
        if (refusal is null)
            Navigation.NavigateTo(CompareAddress.Page(Slug, test));
    }

    async Task TryAsync(Func<Task> action)
    {
        refusal = null;
        try
        {
            await action();
        }
        catch (Exception problem) when (problem is RunRefusedException or StorageException)
        {
            refusal = problem.Message;
        }
    }
}
