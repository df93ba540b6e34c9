using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Runs;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.LabelReview;

/// <summary>Which labels does a trained model not believe?</summary>
public sealed partial class LabelReviewPage : IDisposable
{
    const int PageSize = 20;

    /// <summary>An address holds no more.</summary>
    const int MostInQueue = 500;
    const int Ahead = 100;
    static readonly TimeSpan RefreshInterval = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource closed = new();
    Project? project;
    bool isMissing;
    CurrentUser? user;
    IReadOnlyList<ClassDefinition> classes = [];
    IReadOnlyList<Run> judges = [];
    IReadOnlyList<FollowUp> checks = [];
    LabelReviewQueue? queue;
    ReviewFilter filter = new(null, null, null, null, ReviewState.Open);
    IReadOnlyList<ReviewedLabel> all = [];
    IReadOnlyList<ReviewedLabel> scope = [];
    IReadOnlyList<ReviewedLabel> doubted = [];
    IReadOnlyList<ReviewedLabel> first = [];
    IReadOnlyList<AnnotatorDoubts> people = [];
    IReadOnlyList<ShownDoubt> shown = [];
    int page = 1;
    int? readRun;
    bool isFollowing;
    string? problem;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ClassStore Classes { get; init; }

    [Inject]
    public required LabelReviewReader Reader { get; init; }

    [Inject]
    public required DoubtPictures Pictures { get; init; }

    [Inject]
    public required LabelReviewService Service { get; init; }

    [Inject]
    public required DialogService Dialogs { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>A person's id; 0 for the labels that came with the images.</summary>
    [SupplyParameterFromQuery(Name = "author")]
    public string? Author { get; set; }

    [SupplyParameterFromQuery(Name = "class")]
    public int? Class { get; set; }

    [SupplyParameterFromQuery(Name = "part")]
    public string? PartWord { get; set; }

    [SupplyParameterFromQuery(Name = "run")]
    public int? RunNumber { get; set; }

    [SupplyParameterFromQuery(Name = "state")]
    public string? State { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    IEnumerable<(ReviewState State, string Name)> States => user?.Decides == true
        ? [(ReviewState.Open, "Open"), (ReviewState.Right, "Found right"), (ReviewState.Changed, "Changed since")]
        : [(ReviewState.Open, "Open"), (ReviewState.Right, "Found right")];

    IEnumerable<Split> Parts => all.Select(label => label.By.Split).Distinct().Order();

    int PageCount => (doubted.Count + PageSize - 1) / PageSize;

    string FirstWords => first.Count == 1 ? "the most doubtful" : $"the first {Wording.Number(first.Count)}";

    string Summary
    {
        get
        {
            var judged = scope.Count(label => label.State != ReviewState.Changed);
            if (judged == 0)
                return "Labels that a trained model does not believe, the most doubtful first.";
            var confident = scope.Count(label => label is { IsConfident: true, State: ReviewState.Open });
            var whose = user?.Decides == true ? "judged" : "of yours judged";
            return confident == 0
                ? $"{Wording.Count(judged, "label")} {whose}. A model is sure of the opposite of none of them."
                : $"{Wording.Count(judged, "label")} {whose}. {Wording.Number(confident)} of them {(confident == 1 ? "says" : "say")} the opposite of what a model is sure of: the label is wrong, or the model is.";
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null)
            return;
        user = CurrentUser.From((await Authentication).User);
        filter = ReviewFilter.Parse(Author, Class, PartWord, RunNumber, State);
        filter = user is null ? filter : filter.For(user);
        page = Math.Max(1, PageNumber ?? 1);
        classes = await Classes.ListAsync(found.Id);
        // Another filter of the same list needs no look at the labels again.
        if (project?.Id == found.Id && readRun == filter.Run)
            await ArrangeAsync();
        else
            await ReadAsync(found);
        project = found;
        _ = FollowAsync();
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    async Task ReadAsync(Project of)
    {
        judges = await Service.ListJudgesAsync(of);
        checks = await Service.ListChecksAsync(judges);
        queue = await Reader.ReadAsync(of, filter.Run);
        readRun = filter.Run;
        await ArrangeAsync();
    }

    async Task ArrangeAsync()
    {
        all = user?.Decides == true ? queue!.Labels : [.. queue!.Labels.Where(label => label.AuthorId == user?.Id)];
        scope = filter.InScope(all);
        doubted = filter.Doubted(scope);
        first = [.. LabelReviewQueue.First(scope).Take(MostInQueue)];
        people = AnnotatorDoubts.Of((filter with { AuthorId = null }).InScope(all));
        page = Math.Clamp(page, 1, Math.Max(1, PageCount));
        shown = await Pictures.ReadAsync([.. doubted.Skip((page - 1) * PageSize).Take(PageSize)]);
    }

    /// <summary>Evaluations come in one by one; each changes the list.</summary>
    async Task FollowAsync()
    {
        if (isFollowing)
            return;
        isFollowing = true;
        var ending = closed.Token;
        try
        {
            using var timer = new PeriodicTimer(RefreshInterval);
            while (Open() > 0 && await timer.WaitForNextTickAsync(ending))
            {
                var before = Open();
                checks = await Service.ListChecksAsync(judges, ending);
                if (Open() != before)
                    await ReadAsync(project!);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed.
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
        finally
        {
            isFollowing = false;
        }
    }

    int Open() => checks.Count(item => !item.Job.HasEnded);

    async Task CheckAsync()
    {
        var parameters = new Dictionary<string, object?> { [nameof(CheckLabelsDialog.Judges)] = judges };
        if (await Dialogs.OpenAsync<CheckLabelsDialog>("Check labels with a run", parameters, new DialogOptions { Width = "36rem" }) is not CheckWish wish)
            return;
        await TryAsync(async () =>
        {
            var count = await Service.CheckAsync(user!, wish.Run, wish.Parts);
            return count == 0 ? "These parts are being looked at already." : $"Run {wish.Run.Number} looks at the images. What it does not believe is listed here as it comes in.";
        });
        _ = FollowAsync();
    }

    Task ConfirmAsync(ReviewedLabel label) => TryAsync(
        async () =>
        {
            await Service.ConfirmAsync(user!, project!, label);
            return $"{label.Name}: the label is right. It left the queue.";
        },
        () => TakeBackAsync(label));

    Task TakeBackAsync(ReviewedLabel label) => TryAsync(async () =>
    {
        await Service.TakeBackAsync(user!, label);
        return $"{label.Name} is in the queue again.";
    });

    async Task TryAsync(Func<Task<string>> change, Func<Task>? undo = null)
    {
        problem = null;
        try
        {
            var done = await change();
            if (undo is null)
                Toasts.Done(done);
            else
                Toasts.Done(done, () => InvokeAsync(undo));
        }
        catch (Exception refused) when (refused is StorageException or RunRefusedException)
        {
            problem = refused.Message;
        }

        await ReadAsync(project!);
        StateHasChanged();
    }

    void Go(ReviewFilter wanted, int toPage = 1) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["author"] = wanted.AuthorId,
        ["class"] = wanted.ClassIndex,
        ["part"] = wanted.Part is { } part ? Wording.InAddress(part) : null,
        ["run"] = wanted.Run,
        ["state"] = wanted.State == ReviewState.Open ? null : Wording.InAddress(wanted.State),
        ["page"] = toPage > 1 ? toPage : null,
    }));

    /// <summary>The labelling page on this image, with what follows in the list as its queue.</summary>
    string AddressOf(ReviewedLabel label) => AddressOf(label, doubted.Skip((page - 1) * PageSize).Take(Ahead));

    string QueueOf(IReadOnlyList<ReviewedLabel> labels) => AddressOf(labels[0], labels);

    string AddressOf(ReviewedLabel label, IEnumerable<ReviewedLabel> inOrder)
    {
        var ids = string.Join(',', inOrder.Select(item => item.ImageId.ToString(CultureInfo.InvariantCulture)));
        return $"/p/{Slug}/label/{label.ImageId}?queue={Uri.EscapeDataString($"ids={ids}&sort=given&slices=all")}";
    }

    static int? Number(ChangeEventArgs change) =>
        int.TryParse(change.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    static Split? Part(ChangeEventArgs change) => Enum.TryParse<Split>(change.Value?.ToString(), out var part) ? part : null;
}
