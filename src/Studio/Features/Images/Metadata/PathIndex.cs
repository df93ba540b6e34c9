using Studio.Features.Import;

namespace Studio.Features.Images.Metadata;

/// <summary>Which part of a path is compared.</summary>
enum PathForm
{
    Whole,

    /// <summary>The last folder and the name, apart by a slash or an underscore; paths without folder have none.</summary>
    FolderAndName,

    /// <summary>The same without the extension of a picture.</summary>
    FolderAndStem,
    Name,
    Stem,
}

/// <summary>Finds paths by one part of them, whatever its case; holds no text but the paths themselves.</summary>
sealed class PathIndex : IEqualityComparer<int>, IAlternateEqualityComparer<ReadOnlySpan<char>, int>
{
    readonly IReadOnlyList<string> paths;
    readonly PathForm form;
    readonly bool foldsFolders;

    // The first path of each part, and all of them where there are several.
    readonly Dictionary<int, List<int>?> places;

    public PathIndex(IReadOnlyList<string> paths, PathForm form)
    {
        this.paths = paths;
        this.form = form;
        foldsFolders = form is PathForm.FolderAndName or PathForm.FolderAndStem;
        places = new Dictionary<int, List<int>?>(paths.Count, this);
        for (var place = 0; place < paths.Count; place++)
        {
            if (PartOf(paths[place], form).IsEmpty || places.TryAdd(place, null))
                continue;
            places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(PartOf(paths[place], form), out var first, out var several);
            places[first] = several ?? [first];
            places[first]!.Add(place);
        }
    }

    /// <summary>Places of the paths that have this part; empty where none has.</summary>
    public IReadOnlyList<int> Find(ReadOnlySpan<char> part) =>
        !part.IsEmpty && places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(part, out var first, out var several)
            ? several ?? (IReadOnlyList<int>)[first]
            : [];

    public static ReadOnlySpan<char> PartOf(ReadOnlySpan<char> path, PathForm form)
    {
        var name = path.LastIndexOf('/') + 1;
        var part = form switch
        {
            PathForm.Whole => path,
            PathForm.Name or PathForm.Stem => path[name..],
            _ when name == 0 => [],
            _ => path[(path[..(name - 1)].LastIndexOf('/') + 1)..],
        };
        return form is PathForm.Stem or PathForm.FolderAndStem ? ImageName.Stem(part) : part;
    }

    public bool Equals(int x, int y) => x == y || Equals(PartOf(paths[x], form), y);

    public bool Equals(ReadOnlySpan<char> alternate, int other)
    {
        var part = PartOf(paths[other], form);
        if (alternate.Length != part.Length)
            return false;
        for (var place = 0; place < part.Length; place++)
        {
            if (Fold(alternate[place]) != Fold(part[place]))
                return false;
        }

        return true;
    }

    public int GetHashCode(int place) => GetHashCode(PartOf(paths[place], form));

    public int GetHashCode(ReadOnlySpan<char> alternate)
    {
        var hash = 17u;
        foreach (var symbol in alternate)
            hash = (hash * 16777619u) ^ Fold(symbol);
        return (int)hash;
    }

    public int Create(ReadOnlySpan<char> alternate) => throw new NotSupportedException("A part of a path alone is no path.");

    char Fold(char symbol) => symbol == '/' && foldsFolders ? '_' : char.ToLowerInvariant(symbol);
}
