using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Studio.Storage;

namespace Studio.Features.Import.Pages;

/// <summary>How do my pictures get in?</summary>
public sealed partial class ImportPage : IAsyncDisposable
{
    ElementReference zone;
    DotNetObjectReference<ImportPage>? self;
    IJSObjectReference? handle;
    IReadOnlyList<ImportBatch> earlier = [];
    UploadProgress? upload;
    string split = "";
    string pattern = "";
    string typedPattern = "";
    string? patternFault;
    string? fault;
    bool isMissing;

    /// <summary>How far the copying is, as the browser reports it.</summary>
    public sealed record UploadProgress(int Files, int TotalFiles, long Bytes, long TotalBytes, double? SecondsLeft);

    [Parameter]
    public required string Project { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ImportBatchStore Batches { get; init; }

    [Inject]
    public required IJSRuntime Script { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    protected override async Task OnInitializedAsync()
    {
        var project = await Projects.FindAsync(Project);
        isMissing = project is null;
        if (project is not null)
            earlier = await Batches.ListAsync(project.Id);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (isMissing || self is not null)
            return;
        self = DotNetObjectReference.Create(this);
        await using var module = await Script.InvokeAsync<IJSObjectReference>("import", "/js/import.js");
        handle = await module.InvokeAsync<IJSObjectReference>("mount", zone, self);
    }

    [JSInvokable]
    public void OnUploadProgress(UploadProgress progress)
    {
        fault = null;
        upload = progress;
        StateHasChanged();
    }

    [JSInvokable]
    public void OnUploadFailed(string message)
    {
        upload = null;
        fault = message;
        StateHasChanged();
    }

    [JSInvokable]
    public void OnUploadCancelled()
    {
        upload = null;
        StateHasChanged();
    }

    [JSInvokable]
    public void OnUploaded(long batch) => Navigation.NavigateTo($"/p/{Project}/import/{batch}");

    async Task CancelAsync()
    {
        if (handle is not null)
            await handle.InvokeVoidAsync("cancel");
    }

    /// <summary>A pattern that is not valid is shown with its fault and not used.</summary>
    void SetPattern(ChangeEventArgs change)
    {
        typedPattern = change.Value?.ToString()?.Trim() ?? "";
        var text = typedPattern.Length > 0 ? PatientRule.PatternPrefix + typedPattern : null;
        pattern = PatientRule.TryParse(text, out _, out patternFault) ? typedPattern : "";
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (handle is not null)
            {
                await handle.InvokeVoidAsync("dispose");
                await handle.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone; its page was closed with it.
        }

        self?.Dispose();
    }
}
