using Studio.Contracts.Projects;

namespace Studio.Storage;

public enum ImageSort
{
    Name,
    Newest,
    Patient,
    State,

    /// <summary>As the filter lists its images.</summary>
    Given,
}

/// <summary>Which images of a project. Choices within a list are alternatives, lists narrow each other, empty lists do not.</summary>
public sealed record ImageFilter
{
    /// <summary>No person has this id.</summary>
    public const long Nobody = 0;

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

    /// <summary>Images assigned to one of these people; <see cref="Nobody"/> means images that are assigned to nobody.</summary>
    public IReadOnlyList<long> AssignedTo { get; init; } = [];

    /// <summary>
    /// Who works through the images: cells then tell how far this person is. In a queue of what is assigned to the person
    /// alone, what waits for them comes first, then what they skipped, then what they submitted.
    /// </summary>
    public long? Reader { get; init; }

    /// <summary>Images in at least one of these collections.</summary>
    public IReadOnlyList<long> Collections { get; init; } = [];

    /// <summary>Choices within columns; at most twenty count.</summary>
    public IReadOnlyList<FieldFilter> Fields { get; init; } = [];

    /// <summary>The images that were left out, instead of the others. Images chosen by hand are shown either way.</summary>
    public bool OnlyExcluded { get; init; }

    /// <summary>Part of the name or of the patient's pseudonym.</summary>
    public string? Text { get; init; }
    public ImageSort Sort { get; init; } = ImageSort.Name;

    /// <summary>A column to sort by, before <see cref="Sort"/>; images of which it says nothing come last.</summary>
    public long? SortField { get; init; }
    public bool SortDescending { get; init; }

    /// <summary>
    /// One cell per series, its middle slice, instead of one per slice. A series matches a list when any of its slices
    /// does; its state is not started while no slice is started, in progress while one is still open, else that of
    /// its slice that got least far.
    /// </summary>
    public bool Collapse { get; init; }

    /// <summary>Whether these are the images that were given to the one who works through them.</summary>
    internal bool IsOwnQueue => Reader is { } reader && AssignedTo.Count == 1 && AssignedTo[0] == reader;
}

/// <summary>How many images each choice would show, given the other lists of the filter.</summary>
/// <param name="AssignedTo">By person, and <see cref="ImageFilter.Nobody"/>; people without images are left out.</param>
public sealed record ImageFacets(
    int Total,
    IReadOnlyDictionary<ImageState, int> States,
    IReadOnlyDictionary<int, int> Classes,
    int NothingLabelled,
    IReadOnlyDictionary<Split, int> Splits,
    IReadOnlyDictionary<long, int> AssignedTo)
{
    /// <summary>Known patients of the images found.</summary>
    public int Patients { get; init; }

    /// <summary>Images that were left out, of those that the other lists find.</summary>
    public int Excluded { get; init; }

    /// <summary>By collection; empty ones included.</summary>
    public IReadOnlyDictionary<long, int> Collections { get; init; } = new Dictionary<long, int>();

    /// <summary>Of the columns that were asked for.</summary>
    public IReadOnlyList<FieldFacet> Fields { get; init; } = [];
}
