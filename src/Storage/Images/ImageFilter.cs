using Studio.Contracts.Projects;

namespace Studio.Storage;

public enum ImageSort
{
    Name,
    Newest,
    Patient,
    State,
}

/// <summary>Which images of a project. Choices within a list are alternatives, lists narrow each other, empty lists do not.</summary>
public sealed record ImageFilter
{
    public required long ProjectId { get; init; }

    /// <summary>Only these images, e.g. chosen by hand.</summary>
    public IReadOnlyList<long> ImageIds { get; init; } = [];
    public IReadOnlyList<ImageState> States { get; init; } = [];

    /// <summary>Images that hold at least one of these classes: in their current label, as a box or as a tag.</summary>
    public IReadOnlyList<int> ClassIndexes { get; init; } = [];

    /// <summary>Adds the images without a pixel, box or tag of any class to the choice of classes.</summary>
    public bool NothingLabelled { get; init; }

    /// <summary>The row of the patient: an id, so that addresses with the filter name nobody.</summary>
    public long? PatientId { get; init; }

    /// <summary>Splits that came with the data; <see cref="Split.Unassigned"/> means images without one.</summary>
    public IReadOnlyList<Split> Splits { get; init; } = [];

    /// <summary>Part of the name or of the patient's pseudonym.</summary>
    public string? Text { get; init; }
    public ImageSort Sort { get; init; } = ImageSort.Name;

    /// <summary>
    /// One cell per series, its middle slice, instead of one per slice. A series matches a list when any of its slices
    /// does; its state is not started while no slice is started, in progress while one is still open, else that of
    /// its slice that got least far.
    /// </summary>
    public bool Collapse { get; init; }
}

/// <summary>How many images each choice would show, given the other lists of the filter.</summary>
public sealed record ImageFacets(
    int Total,
    IReadOnlyDictionary<ImageState, int> States,
    IReadOnlyDictionary<int, int> Classes,
    int NothingLabelled,
    IReadOnlyDictionary<Split, int> Splits);
