using Studio.Contracts.Projects;

namespace Studio.Storage.Tests;

/// <summary>Made-up images for the splitter.</summary>
sealed class SplitImages
{
    readonly SplitData data = new() { Task = ProjectTask.Classification };

    public int Count => data.Count;

    public SplitData Data => data;

    /// <summary>Adds an image; the next number is its id.</summary>
    public SplitImages Add(string patient, IEnumerable<int> classes, Split given = Split.Unassigned, Split earlier = Split.Unassigned, byte fold = 0, string? kind = null)
    {
        data.ImageIds.Add(data.Count + 1);
        data.Patients.Add(data.PatientOf(patient));
        data.Given.Add(given);
        data.Earlier.Add((earlier, fold));
        var labels = classes.Select(index => data.LabelOf(new SplitLabel(SplitReader.ClassHeading, "", index))).ToList();
        if (kind is not null)
            labels.Add(data.LabelOf(new SplitLabel(SplitReader.CategoryHeading, kind, 0)));
        data.Facts.Add(data.FactsOf([.. labels], []));
        return this;
    }

    /// <summary>Patients P1, P2, … of one image each, all of class 1.</summary>
    public static SplitImages Patients(int count)
    {
        var images = new SplitImages();
        for (var number = 1; number <= count; number++)
            images.Add($"P{number}", [1]);
        return images;
    }

    public PlannedSplit PartBy(SplitPlan? plan = null) => PlannedSplit.Make(plan ?? SplitPlan.Default, data);
}
