using Microsoft.AspNetCore.Components;
using Studio.Contracts.Projects;
using Studio.Storage;

namespace Studio.Features.Compare.Failures;

/// <summary>Where does it fail?</summary>
public sealed partial class FailuresPage
{
    Project? project;
    bool isMissing;
    CompareQuery? query;
    ComparisonAnswer? answer;
    string? read;

    [SupplyParameterFromQuery]
    public string? Of { get; set; }

    [Inject]
    public required ProjectStore Projects { get; init; }

    [Inject]
    public required ComparisonReader Reader { get; init; }

    string Heading => answer?.Comparison is { } comparison ? $"Where {FailureGallery.Named(new FailureView(Of).EntryOf(comparison))} fails" : "Where models fail";

    protected override async Task OnParametersSetAsync()
    {
        project = await Projects.FindAsync(Slug);
        isMissing = project is null;
        query = ReadQuery();
        if (project is null || query is null)
            return;
        var wanted = $"{Slug} {CompareAddress.Write(query)}";
        // Another order or group of the same comparison needs no second look at the figures.
        if (wanted == read)
            return;
        (read, answer) = (wanted, null);
        var (of, asked) = (project, query);
        var found = await Reader.ReadAsync(of, asked);
        if (wanted == read)
            answer = found;
    }

    static string Capitalised(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
