using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Radzen;
using Studio.Features.Account;
using Studio.Features.Import;
using Studio.Features.Sample;
using Studio.Features.Shell;
using Studio.Storage;

namespace Studio.Features.Projects;

/// <summary>Offers the sample project, shows how far its creation is, opens and removes it.</summary>
public sealed partial class SampleCard
{
    static readonly TimeSpan ShownEvery = TimeSpan.FromMilliseconds(200);

    ImportTracker? tracker;
    string? problem;
    DateTime shownAt;

    [Inject]
    public required SampleProject Sample { get; init; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; init; }

    /// <summary>The sample when it is there, else null.</summary>
    [Parameter]
    public ProjectCardFacts? Facts { get; set; }

    /// <summary>True on the first start, where the sample is the main thing to do.</summary>
    [Parameter]
    public bool IsFirst { get; set; }

    /// <summary>The sample was removed or brought back.</summary>
    [Parameter]
    public EventCallback OnChange { get; set; }

    string Width
    {
        get
        {
            var progress = tracker!.Progress;
            var share = progress.Total == 0 ? 0 : (double)progress.Done / progress.Total;
            return string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#}%");
        }
    }

    string Stage => tracker!.Progress is { Total: > 0 } progress
        ? $"Importing {progress.Done} of {progress.Total} files"
        : "Drawing the phantoms";

    async Task CreateAsync()
    {
        using var mine = new ImportTracker();
        tracker = mine;
        mine.Changed += ShowProgress;
        try
        {
            var creation = await Sample.CreateAsync(mine, CurrentUser.From((await Authentication).User)?.Id);
            Navigation.NavigateTo($"/p/{creation.Project.Slug}");
        }
        catch (StorageException refused)
        {
            problem = refused.Message;
        }
        finally
        {
            mine.Changed -= ShowProgress;
            tracker = null;
        }
    }

    // Raised on the importing thread, for every file.
    void ShowProgress()
    {
        if (DateTime.UtcNow - shownAt < ShownEvery)
            return;

        shownAt = DateTime.UtcNow;
        _ = InvokeAsync(StateHasChanged);
    }

    async Task RemoveAsync()
    {
        var project = Facts!.Summary.Project;
        await Projects.ArchiveAsync(project.Id);
        Toasts.Done("The sample project is removed from this page.", async () =>
        {
            await Projects.RestoreAsync(project.Id);
            await InvokeAsync(OnChange.InvokeAsync);
        });
        await OnChange.InvokeAsync();
    }

    public void Dispose() => tracker?.Cancel();
}
