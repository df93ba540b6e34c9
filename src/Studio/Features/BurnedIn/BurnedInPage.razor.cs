using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Studio.Features.Account;
using Studio.Features.Shell;
using Studio.Imaging.Display;
using Studio.Storage;

namespace Studio.Features.BurnedIn;

/// <summary>Is a name drawn into this picture?</summary>
public sealed partial class BurnedInPage : IAsyncDisposable
{
    static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    readonly List<PixelRectangle> rectangles = [];
    Project? project;
    bool isMissing;
    bool keepsOriginals;
    bool isConfirming;
    IReadOnlyList<BurnedInGroup> groups = [];
    BurnedInGroup? chosen;
    int shown;
    int? working;
    string? notice;
    string noticeKind = "";
    ElementReference stage;
    CancellationTokenSource? stop;
    DotNetObjectReference<BurnedInPage>? self;
    IJSObjectReference? drawing;
    long drawnFor;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required BurnedInStore BurnedIn { get; init; }

    [Inject]
    public required BlackOutService Service { get; init; }

    [Inject]
    public required IJSRuntime JavaScript { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>The first image of the group that is shown; the first open group when absent.</summary>
    [SupplyParameterFromQuery(Name = "image")]
    public long? Image { get; set; }

    string Summary
    {
        get
        {
            var open = groups.Where(group => group.State == Storage.BurnedIn.Risk).Sum(group => group.ImageIds.Count);
            return open == 0
                ? "Every picture that could show a name was looked at."
                : $"{Wording.Count(open, "picture is", "pictures are")} of a kind that often shows the patient's name. Look, and black it out before others see it.";
        }
    }

    string Ratio => string.Create(CultureInfo.InvariantCulture, $"{(double)chosen!.Columns / chosen.Rows:0.####}");

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null)
            return;

        project = found;
        keepsOriginals = (await Projects.GetPrivacyAsync(found.Id)).KeepsOriginals;
        await ReloadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (chosen is null || drawnFor == chosen.ImageIds[0])
            return;
        drawnFor = chosen.ImageIds[0];
        await StopDrawingAsync();
        self ??= DotNetObjectReference.Create(this);
        await using var module = await JavaScript.InvokeAsync<IJSObjectReference>("import", "/js/burnedIn.js");
        drawing = await module.InvokeAsync<IJSObjectReference>("mount", stage, self);
    }

    /// <summary>A rectangle drawn with the mouse, in pixels of the picture.</summary>
    [JSInvokable]
    public void OnDrawn(int left, int top, int width, int height)
    {
        rectangles.Add(new PixelRectangle(left, top, Math.Max(1, width), Math.Max(1, height)));
        StateHasChanged();
    }

    async Task ReloadAsync()
    {
        groups = await BurnedIn.ListAsync(project!.Id);
        chosen = groups.FirstOrDefault(group => group.ImageIds[0] == Image) ?? (groups.Count > 0 ? groups[0] : null);
        (shown, isConfirming) = (0, false);
        rectangles.Clear();
    }

    void AddInMiddle() => rectangles.Add(new PixelRectangle(chosen!.Columns / 4, chosen.Rows / 4, chosen.Columns / 2, Math.Max(1, chosen.Rows / 10)));

    async Task BlackOutAsync()
    {
        var group = chosen!;
        stop = new CancellationTokenSource();
        working = 0;
        var last = DateTime.UtcNow;
        var progress = new Progress<int>(done =>
        {
            working = done;
            if (DateTime.UtcNow - last < ProgressInterval)
                return;
            last = DateTime.UtcNow;
            _ = InvokeAsync(StateHasChanged);
        });
        try
        {
            var user = CurrentUser.From((await Authentication).User)?.Id;
            var done = await Service.ApplyAsync(group.ImageIds, [.. rectangles], user, progress, stop.Token);
            (notice, noticeKind) = ($"{Wording.Count(done, "picture is", "pictures are")} blacked out. Nothing of what was below is left in the studio.", "ok");
        }
        catch (OperationCanceledException)
        {
            (notice, noticeKind) = ("Cancelled. The pictures that were finished stay blacked out.", "warning");
        }
        catch (StorageException problem)
        {
            (notice, noticeKind) = (problem.Message, "problem");
        }
        finally
        {
            working = null;
            stop.Dispose();
            stop = null;
        }

        await ReloadAsync();
    }

    async Task ClearAsync()
    {
        await BurnedIn.SetStateAsync(chosen!.ImageIds, Storage.BurnedIn.Cleared);
        (notice, noticeKind) = ($"{chosen.Name}: noted that it shows nobody's name.", "ok");
        await ReloadAsync();
    }

    string Place(PixelRectangle rectangle) => string.Create(
        CultureInfo.InvariantCulture,
        $"left: {100.0 * rectangle.Left / chosen!.Columns:0.###}%; top: {100.0 * rectangle.Top / chosen.Rows:0.###}%; width: {100.0 * rectangle.Width / chosen.Columns:0.###}%; height: {100.0 * rectangle.Height / chosen.Rows:0.###}%");

    static string Describe(BurnedInGroup group) =>
        $"{group.PatientKey ?? "unknown patient"} · {group.Modality} · {group.Columns}×{group.Rows} · {Wording.Count(group.ImageIds.Count, "picture")}";

    static string Word(Storage.BurnedIn state) => state switch
    {
        Storage.BurnedIn.Risk => "Look at it",
        Storage.BurnedIn.Cleared => "Nothing to see",
        _ => "Blacked out",
    };

    static string Tone(Storage.BurnedIn state) => state == Storage.BurnedIn.Risk ? "warning" : "ok";

    static string IconOf(Storage.BurnedIn state) => state == Storage.BurnedIn.Risk ? "warning" : "check_circle";

    async Task StopDrawingAsync()
    {
        if (drawing is null)
            return;
        try
        {
            await drawing.InvokeVoidAsync("dispose");
            await drawing.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; its page was closed with it.
        }

        drawing = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopDrawingAsync();
        self?.Dispose();
    }
}
