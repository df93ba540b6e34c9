using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Images;

/// <summary>A grid of any number of images of which only the rows in sight exist in the page.</summary>
public sealed partial class ImageGrid
{
    const int GapPx = 10;
    const int FootPx = 46;

    // On a wide screen the same setting gives larger pictures, as everything else is larger there.
    const int WidePx = 1200;
    const double WideFactor = 1.25;

    // Pictures are a little wider than high, as most images are.
    const double PictureHeightPerWidth = 0.85;

    ElementReference scroll;
    Virtualize<ImageRow>? virtualize;
    DotNetObjectReference<ImageGrid>? self;
    IJSObjectReference? shell;
    IJSObjectReference? observer;
    (ImageFilter Filter, int Size)? shown;
    int widthPx;
    int columns;

    [Inject]
    public required ImageBrowser Browser { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Parameter, EditorRequired]
    public required ImageView View { get; set; }

    /// <summary>How many images the filter gives.</summary>
    [Parameter, EditorRequired]
    public required int Total { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<ClassDefinition> Classes { get; set; }

    [Parameter, EditorRequired]
    public required ImageSelection Selection { get; set; }

    [Parameter, EditorRequired]
    public required Func<long, string> AddressOf { get; set; }

    [Parameter]
    public EventCallback OnSelectionChanged { get; set; }

    float RowHeightPx
    {
        get
        {
            var cellPx = (widthPx - (columns - 1) * GapPx) / (double)columns;
            return (float)Math.Round(cellPx * PictureHeightPerWidth) + FootPx + GapPx;
        }
    }

    /// <summary>Called by the browser when the grid's width changes.</summary>
    [JSInvokable]
    public async Task SetWidth(int px)
    {
        widthPx = px;
        Arrange();
        StateHasChanged();
        if (virtualize is not null)
            await virtualize.RefreshDataAsync();
    }

    /// <summary>Reads the cells in sight again.</summary>
    public async Task ReadAgainAsync()
    {
        if (virtualize is not null)
            await virtualize.RefreshDataAsync();
        StateHasChanged();
    }

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (View.Filter, View.SizePx);
        if (wanted == shown)
            return;

        var isOtherList = shown?.Filter != wanted.Filter;
        shown = wanted;
        Arrange();
        if (isOtherList && shell is not null)
            await shell.InvokeVoidAsync("scrollToStart", scroll);
        if (virtualize is not null)
            await virtualize.RefreshDataAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        self = DotNetObjectReference.Create(this);
        shell = await Script.InvokeAsync<IJSObjectReference>("import", "/js/shell.js");
        observer = await shell.InvokeAsync<IJSObjectReference>("observeWidth", scroll, self);
    }

    void Arrange()
    {
        var sizePx = widthPx < WidePx ? View.SizePx : View.SizePx * WideFactor;
        columns = widthPx == 0 ? 0 : Math.Max(1, (int)((widthPx + GapPx) / (sizePx + GapPx)));
    }

    async ValueTask<ItemsProviderResult<ImageRow>> ReadRowsAsync(ItemsProviderRequest request)
    {
        var rows = await ImageRowPages.ReadAsync(
            Browser,
            View.Filter,
            request.StartIndex,
            request.Count,
            columns,
            request.CancellationToken);
        return new ItemsProviderResult<ImageRow>(rows, ImageRowPages.CountRows(Total, columns));
    }

    async Task SelectAsync(long imageId, int place, bool isRange)
    {
        if (isRange && Selection.Anchor is { } anchor)
        {
            var first = Math.Min(anchor, place);
            var page = await Browser.GetPageAsync(View.Filter, first, Math.Abs(anchor - place) + 1);
            Selection.Add(page.Items.Select(i => i.Id), place);
        }
        else
        {
            Selection.Toggle(imageId, place);
        }

        await OnSelectionChanged.InvokeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (observer is not null)
                await observer.InvokeVoidAsync("dispose");
            if (shell is not null)
                await shell.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its observer with it.
        }

        self?.Dispose();
    }
}
