using Microsoft.AspNetCore.Components;

namespace Studio.Features.Compare;

/// <summary>A page about a comparison: its address says which.</summary>
public abstract class ComparedPage : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Slug { get; set; }

    /// <summary>See <see cref="CompareQuery.ReadEntries"/>.</summary>
    [SupplyParameterFromQuery]
    public string? Runs { get; set; }

    [SupplyParameterFromQuery]
    public string? Set { get; set; }

    [SupplyParameterFromQuery]
    public string? Metric { get; set; }

    [SupplyParameterFromQuery]
    public string? By { get; set; }

    [SupplyParameterFromQuery]
    public int? Version { get; set; }

    /// <returns>Null where the address names no run.</returns>
    protected CompareQuery? ReadQuery() => CompareAddress.Read(Runs, Set, Metric, By, Version);
}
