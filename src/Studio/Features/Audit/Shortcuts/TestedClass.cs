using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;

namespace Studio.Features.Audit;

/// <summary>Which units show a class and which do not; those of which nobody said it are left out.</summary>
/// <param name="Other">The class that is there exactly where this one is not; null where there is none.</param>
sealed record TestedClass(
    ClassDefinition Class, ClassDefinition? Other, IReadOnlyList<ShortcutUnit> Units, bool[] IsShown)
{
    /// <summary>Of more sites the largest ones.</summary>
    const int MostSites = 6;

    /// <summary>Where all units come from; null where they come from anywhere.</summary>
    public string? Site { get; init; }

    public IReadOnlyList<ShortcutUnit> Shown => [.. Units.Where((_, place) => IsShown[place])];

    public IReadOnlyList<ShortcutUnit> Others => [.. Units.Where((_, place) => !IsShown[place])];

    public int PatientsWith => Patients(Shown);

    public int PatientsWithout => Patients(Others);

    public bool CanBeTested => Math.Min(PatientsWith, PatientsWithout) >= ShortcutTest.LeastPatients;

    /// <summary>
    /// The same of each site alone, as a difference at one site drowns among all. Sites are the images' kinds, or the
    /// institutions of their headers where kinds are not known.
    /// </summary>
    public IEnumerable<TestedClass> BySite()
    {
        foreach (var read in (Func<ShortcutPicture, string?>[])[picture => picture.Sample.Category, picture => picture.Acquisition.Institution])
        {
            var sites = Units.GroupBy(unit => read(unit.Pictures[0])).Where(site => site.Key is not null).OrderByDescending(site => site.Count()).Take(MostSites).ToList();
            if (sites.Count > 1)
                return sites.Select(site => At(site.Key!, unit => read(unit.Pictures[0]) == site.Key));
        }

        return [];
    }

    TestedClass At(string site, Func<ShortcutUnit, bool> isThere)
    {
        int[] places = [.. Enumerable.Range(0, Units.Count).Where(place => isThere(Units[place]))];
        return this with { Site = site, Units = [.. places.Select(place => Units[place])], IsShown = [.. places.Select(place => IsShown[place])] };
    }

    /// <summary>Of two classes that part the units alike, as "normal" and "ill" do, the rarer one stands for both.</summary>
    /// <param name="pixelClasses">By image, the classes of its label's pixels.</param>
    public static IReadOnlyList<TestedClass> Of(
        ProjectTask task, IReadOnlyList<ClassDefinition> classes, IReadOnlyList<ShortcutUnit> units, ILookup<long, int> pixelClasses)
    {
        var all = classes.Select(definition => Of(definition, units, sample => IsThere(task, definition.Index, sample, pixelClasses)))
            .OrderBy(tested => tested.IsShown.Count(shown => shown)).ThenByDescending(tested => tested.Class.Index).ToList();
        var kept = new List<TestedClass>();
        foreach (var tested in all)
        {
            var mirrored = kept.FindIndex(known => known.Units.SequenceEqual(tested.Units) && known.IsShown.Zip(tested.IsShown).All(pair => pair.First != pair.Second));
            if (mirrored < 0)
                kept.Add(tested);
            else
                kept[mirrored] = kept[mirrored] with { Other = tested.Class };
        }

        return [.. kept.OrderBy(tested => tested.Class.Index)];
    }

    static TestedClass Of(ClassDefinition definition, IReadOnlyList<ShortcutUnit> units, Func<SampleSpec, bool?> isThere)
    {
        var answers = units.Select(unit => (Unit: unit, Slices: unit.Pictures.Select(picture => isThere(picture.Sample)).OfType<bool>().ToList()))
            .Where(entry => entry.Slices.Count > 0).ToList();
        return new TestedClass(definition, null, [.. answers.Select(entry => entry.Unit)], [.. answers.Select(entry => entry.Slices.Contains(true))]);
    }

    /// <summary>In the form the task asks for; null where nobody said it.</summary>
    static bool? IsThere(ProjectTask task, int classIndex, SampleSpec sample, ILookup<long, int> pixelClasses) => task switch
    {
        ProjectTask.Detection => sample.Boxes.Any(box => box.ClassIndex == classIndex),
        ProjectTask.Classification => sample.Tags.FirstOrDefault(tag => tag.ClassIndex == classIndex)?.Answer,
        _ => pixelClasses[sample.ImageId].Contains(classIndex),
    };

    static int Patients(IEnumerable<ShortcutUnit> units) => units.Select(unit => unit.Patient).Distinct().Count();
}
