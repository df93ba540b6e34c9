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
    bool canDecide;
    long? userId;
    bool isConfirming;
    List<BurnedInGroup> groups = [];
    BurnedInGroup? chosen;
    int shown;
    int? working;
    string? notice;
    string noticeKind = "";
    ElementReference stage;
    CancellationTokenSource? stop;
    DotNetObjectReference<BurnedInPage>? self;
    IJSObjectReference? drawing;
    ElementReference confirm;
    bool focusesConfirm;
    int version;
    int? typed;
    long drawnFor;

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required BurnedInStore BurnedIn { get; init; }

    [Inject]
    public required BlackOutService Service { get; init; }

    [Inject]
    public required IJSRuntime JavaScript { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

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
            if (groups.Count == 0)
                return "Pictures whose kind often shows the patient's name are listed here.";
            var open = groups.Where(IsOpen).Sum(group => group.ImageIds.Count);
            return open == 0
                ? "Every picture that could show a name was looked at."
                : $"{Wording.Count(open, "picture")} may show the patient's name. Look, and black it out before others see it.";
        }
    }

    string Instruction => chosen!.State switch
    {
        Storage.BurnedIn.Risk => chosen.ImageIds.Count > 1
            ? "Draw a rectangle over every name, date or number that tells who this is. It is blacked out in all pictures of this series; look at several of them."
            : "Draw a rectangle over every name, date or number that tells who this is.",
        Storage.BurnedIn.Cleared => "Somebody looked and found nobody's name. If there is one, draw a rectangle over it.",
        _ => "Blacked out. If something is left, draw a rectangle over it.",
    };

    /// <summary>The first group that nobody has looked at.</summary>
    BurnedInGroup? Next => groups.Find(IsOpen);

    string Ratio => string.Create(CultureInfo.InvariantCulture, $"{(double)chosen!.Columns / chosen.Rows:0.####}");

    protected override async Task OnParametersSetAsync()
    {
        var found = await Projects.FindAsync(Slug);
        isMissing = found is null;
        if (found is null)
            return;

        project = found;
        var user = CurrentUser.From((await Authentication).User);
        (canDecide, userId) = (user?.Decides == true, user?.Id);
        keepsOriginals = (await Projects.GetPrivacyAsync(found.Id)).KeepsOriginals;
        await ReloadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focusesConfirm)
        {
            focusesConfirm = false;
            await confirm.FocusAsync();
        }

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
        typed = null;
        rectangles.Add(Inside(new PixelRectangle(left, top, width, height)));
        StateHasChanged();
    }

    async Task ReloadAsync()
    {
        groups = [.. await BurnedIn.ListAsync(project!.Id)];
        chosen = groups.Find(group => group.ImageIds[0] == Image) ?? (groups.Count > 0 ? groups[0] : null);
        (shown, isConfirming, typed) = (0, false, null);
        version++;
        rectangles.Clear();
    }

    void AddInMiddle()
    {
        typed = rectangles.Count;
        rectangles.Add(new PixelRectangle(chosen!.Columns / 4, chosen.Rows / 4, Math.Max(1, chosen.Columns / 2), Math.Max(1, chosen.Rows / 10)));
    }

    /// <summary>A typed rectangle beside the picture would black out nothing and look done.</summary>
    PixelRectangle Inside(PixelRectangle rectangle)
    {
        var left = Math.Clamp(rectangle.Left, 0, chosen!.Columns - 1);
        var top = Math.Clamp(rectangle.Top, 0, chosen.Rows - 1);
        return new PixelRectangle(left, top, Math.Clamp(rectangle.Width, 1, chosen.Columns - left), Math.Clamp(rectangle.Height, 1, chosen.Rows - top));
    }

    /// <summary>The button that was pressed is gone; the focus goes on to the one that takes its place.</summary>
    void Ask() => (isConfirming, focusesConfirm) = (true, true);

    async Task BlackOutAsync()
    {
        // Also for a page that was changed in the browser: what is blacked out is gone.
        if (!canDecide)
            return;
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
            var done = await Service.ApplyAsync(group.ImageIds, [.. rectangles], userId, progress, stop.Token);
            (notice, noticeKind) = ($"{Wording.Count(done.Done, "picture is", "pictures are")} blacked out. {WhatIsLeft(done)}", done.StillStored > 0 ? "warning" : "ok");
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

        // It stays in sight, whatever the list puts first now: the result is to be looked at.
        Navigation.NavigateTo(AddressOf(group), replace: true);
        await ReloadAsync();
    }

    string WhatIsLeft(BlackOutResult done) => done.StillStored > 0
        ? "Another picture of the studio has the same pixels and still shows it: look for it here and in the other projects."
        : keepsOriginals
            ? "The original files, which this project keeps, still show it."
            : "Nothing of what was below is left in the studio.";

    async Task ClearAsync()
    {
        if (!canDecide)
            return;
        var group = chosen!;
        await BurnedIn.SetStateAsync(group.ImageIds, Storage.BurnedIn.Cleared);
        (notice, noticeKind) = ($"{group.Name}: noted that it shows nobody's name.", "ok");
        await ReloadAsync();
        if (Next is { } next)
            Navigation.NavigateTo(AddressOf(next));
    }

    string AddressOf(BurnedInGroup group) => $"/p/{Slug}/burned-in?image={group.ImageIds[0]}";

    static bool IsOpen(BurnedInGroup group) => group.State == Storage.BurnedIn.Risk;

    string Place(PixelRectangle rectangle) => string.Create(
        CultureInfo.InvariantCulture,
        $"left: {100.0 * rectangle.Left / chosen!.Columns:0.###}%; top: {100.0 * rectangle.Top / chosen.Rows:0.###}%; width: {100.0 * rectangle.Width / chosen.Columns:0.###}%; height: {100.0 * rectangle.Height / chosen.Rows:0.###}%");

    static string Describe(BurnedInGroup group) => string.Join(
        " · ",
        ((string?[])[group.Modality, $"{group.Columns}×{group.Rows}", Wording.Count(group.ImageIds.Count, "picture")]).Where(part => part is not null));

    static string Word(Storage.BurnedIn state) => state switch
    {
        Storage.BurnedIn.Risk => "Look at it",
        Storage.BurnedIn.Cleared => "No name in it",
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
