using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Studio.Contracts.Projects;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Images.Map;

/// <summary>The third layout of the Images page.</summary>
public sealed partial class ImageMap
{
    static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>Ids of ten million images, for a message that is longer than any there can be.</summary>
    const long LongestSelection = 80_000_000;

    readonly CancellationTokenSource closed = new();
    ElementReference stage;
    MapExtent? extent;
    MapWork? work;
    DotNetObjectReference<ImageMap>? self;
    IJSObjectReference? module;
    Task<IJSObjectReference>? mounting;
    IJSObjectReference? map;
    string? shown;
    int shownSelection;
    int version;

    [Inject]
    public required PlaceStore Places { get; init; }

    [Inject]
    public required MapMaking Making { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter, EditorRequired]
    public required Project Project { get; set; }

    [Parameter, EditorRequired]
    public required ImageView View { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ClassDefinition> Classes { get; set; }

    [Parameter, EditorRequired]
    public required ImageSelection Selection { get; set; }

    [Parameter, EditorRequired]
    public required Func<long, string> AddressOf { get; set; }

    [Parameter]
    public EventCallback OnSelectionChanged { get; set; }

    string Missing => $"{Wording.Count(extent!.Missing, "new image")} {(extent.Missing == 1 ? "is" : "are")} not on the map.";

    /// <summary>What the person should know of how the last work ended.</summary>
    string? Ending => work?.Outcome switch
    {
        { Problem: { } problem } => problem,
        { Unreadable: [var only] } => $"The stored pixels of {only} are missing or damaged, so that it is not on the map. Run verify to see what else is.",
        { Unreadable: [var first, ..] names } =>
            $"The stored pixels of {Wording.Number(names.Count)} images are missing or damaged, so that they are not on the map, {first} among them. Run verify to see what else is.",
        _ => null,
    };

    string PointsUrl => $"/api/projects/{Uri.EscapeDataString(Project.Slug)}/map?{View.ToQueue()}";

    /// <summary>The images that are chosen now, as 64-bit floating point numbers.</summary>
    [JSInvokable]
    public async Task OnSelected(IJSStreamReference ids)
    {
        await using var stream = await ids.OpenReadStreamAsync(LongestSelection, closed.Token);
        using var content = new MemoryStream();
        await stream.CopyToAsync(content, closed.Token);
        var chosen = MemoryMarshal.Cast<byte, double>(content.GetBuffer().AsSpan(0, (int)content.Length)).ToArray();
        Selection.Replace(chosen.Select(id => (long)id));
        shownSelection = Selection.Count;
        await OnSelectionChanged.InvokeAsync();
    }

    [JSInvokable]
    public async Task OnNoneSelected()
    {
        Selection.Clear();
        shownSelection = 0;
        await OnSelectionChanged.InvokeAsync();
    }

    [JSInvokable]
    public void OnOpen(string imageId) => Navigation.NavigateTo(AddressOf(long.Parse(imageId, CultureInfo.InvariantCulture)));

    [JSInvokable]
    public void OnRemake()
    {
        Make(true);
        StateHasChanged();
    }

    protected override async Task OnInitializedAsync()
    {
        work = Making.Find(Project.Id);
        extent = await Places.GetExtentAsync(Project.Id);
        if (work is { Outcome: null })
            _ = FollowAsync(work);
        else
            work = null;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (extent is not { Placed: > 0 })
            return;

        // The page may be drawn again before the script is here.
        map = await (mounting ??= MountAsync());
        if (shown != $"{PointsUrl} {version}")
        {
            shown = $"{PointsUrl} {version}";
            await map.InvokeVoidAsync("show", PointsUrl);
        }

        if (shownSelection != Selection.Count)
        {
            shownSelection = Selection.Count;
            await map.InvokeVoidAsync("select", Selection.Ids);
        }
    }

    async Task<IJSObjectReference> MountAsync()
    {
        self = DotNetObjectReference.Create(this);
        module = await Script.InvokeAsync<IJSObjectReference>("import", "/js/map.js");
        return await module.InvokeAsync<IJSObjectReference>("mount", stage, self, new { project = Project.Slug, Classes });
    }

    void Make(bool anew)
    {
        work = Making.Start(Project.Id, anew);
        _ = FollowAsync(work);
    }

    async Task FollowAsync(MapWork followed)
    {
        try
        {
            var end = followed.WaitAsync(closed.Token);
            while (await Task.WhenAny(end, Task.Delay(Glance, closed.Token)) != end)
                await InvokeAsync(StateHasChanged);
            await end;
            extent = await Places.GetExtentAsync(Project.Id, closed.Token);
            version++;
            await InvokeAsync(StateHasChanged);
        }
        catch (OperationCanceledException)
        {
            // The page was left; the map is made all the same.
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    static string Invariant(double share) => share.ToString("0.###", CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await closed.CancelAsync();
        closed.Dispose();
        try
        {
            if (map is not null)
                await map.InvokeVoidAsync("dispose");
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and the map with it.
        }

        self?.Dispose();
    }
}
