using System.Globalization;
using Microsoft.AspNetCore.Components;
using Radzen;
using Studio.Contracts.Recipes;
using Studio.Features.Compare.Groups;

namespace Studio.Features.Compare.Failures;

/// <summary>Pictures on which an entry fails, the worst first.</summary>
public sealed partial class FailureGallery : IDisposable
{
    const int AtFirst = 7;
    const int More = 21;

    /// <summary>More groups, or longer names, are a list to choose from.</summary>
    const int MostButtons = 3;
    const int MostLetters = 40;

    readonly CancellationTokenSource closed = new();
    CancellationToken stop;
    OutputKind kind;
    IReadOnlyList<FailureOrder> orders = [];
    FailureRanking? ranking;
    List<ShownFailure> shown = [];
    (ImageGroups?, FailureView?) read;
    int ahead;
    bool isRead;
    bool isLoading;
    string ratio = "1.2";

    [Inject]
    public required FailureReader Reader { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Parameter, EditorRequired]
    public required Comparison Comparison { get; set; }

    /// <summary>What is compared, for addresses.</summary>
    [Parameter, EditorRequired]
    public required CompareQuery Query { get; set; }

    [Parameter, EditorRequired]
    public required FailureView View { get; set; }

    /// <summary>What the images are told apart by; null while it is read.</summary>
    [Parameter]
    public ImageGroups? Groups { get; set; }

    /// <summary>Something else is asked for: the page takes it into the address.</summary>
    [Parameter]
    public EventCallback<FailureView> OnView { get; set; }

    /// <summary>Whether it is the page of failures itself: its heading says whose, and more are shown at once.</summary>
    [Parameter]
    public bool IsPage { get; set; }

    ComparedEntry Entry => View.EntryOf(Comparison);

    int WithoutFigure => (ChosenGroup?.Places.Count ?? Comparison.Cases.Images) - ranking!.Images.Count;

    static bool FitsButtons(IReadOnlyList<CaseGroup> groups) => groups.Count <= MostButtons && groups.Sum(group => group.Name.Length) <= MostLetters;

    CaseGroup? ChosenGroup => View.Group is null ? null : Groups?.Groups.FirstOrDefault(group => group.Token == View.Group);

    protected override void OnInitialized() => stop = closed.Token;

    protected override async Task OnParametersSetAsync()
    {
        if (Groups is null || read == (Groups, View))
            return;
        read = (Groups, View);
        kind = FailureReader.KindOf(Entry);
        orders = await Reader.ListOrdersAsync(Comparison, Entry, stop);
        var order = orders.FirstOrDefault(item => item.Key == View.Order) ?? FailureOrders.Usual(orders, Comparison, Entry);
        var only = ChosenGroup?.Places.Select(place => Comparison.Cases.Ids[place]).ToHashSet();
        var found = order is null ? null : await Reader.RankAsync(Comparison, Entry, View.BesideOf(Comparison), order, only, stop);
        var first = found is null ? [] : await Reader.ShowAsync(found, [.. found.Images.Take(IsPage ? More : AtFirst)], stop);
        if (read != (Groups, View))
            return;
        (ranking, shown, isRead) = (found, [.. first], true);
        ahead = Math.Min(IsPage ? More : AtFirst, found?.Images.Count ?? 0);
        ratio = RatioOf(shown);
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    Task Go(FailureView view) => OnView.InvokeAsync(view with
    {
        Beside = string.IsNullOrEmpty(view.Beside) || view.Beside == view.EntryOf(Comparison).Label ? null : view.Beside,
    });

    async Task MoreAsync()
    {
        isLoading = true;
        var of = ranking!;
        var next = await Reader.ShowAsync(of, [.. of.Images.Skip(ahead).Take(More)], stop);
        isLoading = false;
        if (ranking != of)
            return;
        shown.AddRange(next);
        ahead = Math.Min(ahead + More, of.Images.Count);
    }

    Task<dynamic?> OpenAsync(ShownFailure failure) => Dialogs.OpenAsync<FailureDialog>(
        "Looked at closer",
        new Dictionary<string, object?>
        {
            [nameof(FailureDialog.Failures)] = shown,
            [nameof(FailureDialog.First)] = shown.IndexOf(failure),
            [nameof(FailureDialog.Order)] = ranking!.Order,
            [nameof(FailureDialog.Classes)] = Comparison.Classes,
            [nameof(FailureDialog.Kind)] = kind,
            [nameof(FailureDialog.Slug)] = Comparison.Project.Slug,
        },
        new DialogOptions { Width = "min(72rem, 94vw)", Height = "auto", CloseDialogOnOverlayClick = true });

    /// <summary>Nothing is cut off: cells have the proportions that most of the images have.</summary>
    static string RatioOf(IReadOnlyList<ShownFailure> failures) => Math.Clamp(
        failures.GroupBy(failure => Math.Round((double)failure.Image.Columns / Math.Max(1, failure.Image.Rows), 2))
            .OrderByDescending(group => group.Count()).Select(group => group.Key).FirstOrDefault(1.2), 0.75, 1.6).ToString("0.##", CultureInfo.InvariantCulture);

    internal static string Named(ComparedEntry entry) => $"{(entry.Runs.Count == 1 ? "run" : "runs")} {entry.Label}";
}
