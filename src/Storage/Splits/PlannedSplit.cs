using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>The labelled images of a project with the parts that a plan gives them.</summary>
sealed class PlannedSplit
{
    PlannedSplit(SplitPlan plan, SplitData data, IReadOnlyList<SplitSlot> slots)
    {
        Plan = plan;
        Data = data;
        Slots = slots;
        Parts = new Split[data.Count];
        Folds = new byte[data.Count];
    }

    public SplitPlan Plan { get; }

    public SplitData Data { get; }

    public IReadOnlyList<SplitSlot> Slots { get; }

    /// <summary>Of each image. With folds the first one is the validation.</summary>
    public Split[] Parts { get; }

    /// <summary>Of each image, from 1; 0: none.</summary>
    public byte[] Folds { get; }

    public IReadOnlyList<SplitProblem> Problems { get; private set; } = [];

    /// <summary>Patients with images in more than one part, in the order of their first image.</summary>
    public IReadOnlyList<string> Torn { get; private set; } = [];

    /// <summary>Share of the patients that were dealt, 0–1; null where patients came with training or validation, so that no share is wanted.</summary>
    public double? Dealt { get; private set; }

    /// <summary>Patients of each part.</summary>
    public IReadOnlyDictionary<Split, int> PatientsOfPart { get; private set; } = new Dictionary<Split, int>();

    /// <param name="earlierVersionId">The version whose patients stay where they are; null: all are drawn.</param>
    public static PlannedSplit Make(DatabaseSession session, long projectId, SplitPlan plan, long? earlierVersionId) =>
        Make(plan, SplitReader.Read(session, projectId, plan, earlierVersionId));

    public static PlannedSplit Make(SplitPlan plan, SplitData data)
    {
        var given = data.Given.Where(split => split != Split.Unassigned).ToHashSet();
        var slots = SplitSlot.Of(SplitRules.Nearest(plan), given);
        var groups = SplitGroups.Of(data, plan, slots);
        var slotOf = StratifiedSplitter.Assign(groups, slots, data.Labels, plan);
        var planned = new PlannedSplit(plan, data, slots);
        for (var image = 0; image < data.Count; image++)
        {
            var slot = slots[slotOf[groups.OfImages[image]]];
            var own = plan.MendsOfficial ? Split.Unassigned : SplitGroups.GivenIn(plan, data.Given[image]);
            (planned.Parts[image], planned.Folds[image]) = own == Split.Unassigned ? (slot.Split, slot.Fold) : (own, (byte)0);
        }

        planned.CountPatients();
        planned.Dealt = groups.Count == 0 || groups.Given.Any(split => split is Split.Training or Split.Validation)
            ? null
            : (double)groups.Given.Count(split => split == Split.Unassigned) / groups.Count;
        planned.Problems = [.. SplitRules.Check(plan), .. data.Problems, .. planned.FindProblems(groups, given)];
        return planned;
    }

    /// <exception cref="StorageException">The plan and the images contradict each other.</exception>
    public void RequireSound()
    {
        if (Problems.FirstOrDefault(problem => problem.Blocks) is { } blocking)
        {
            throw new StorageException($"The images cannot be parted as planned. {blocking.Message}");
        }
    }

    /// <summary>Which of them an image is in, over all slots: folds are told apart.</summary>
    public int SlotOf(int image)
    {
        for (var slot = 0; slot < Slots.Count; slot++)
        {
            if (Slots[slot].Fold == Folds[image] && (Folds[image] > 0 || Slots[slot].Split == Parts[image]))
                return slot;
        }

        return SplitGroups.NoSlot;
    }

    void CountPatients()
    {
        // Of each patient a bit for each slot; there are at most 21.
        var places = new int[Data.PatientKeys.Count];
        var parts = new byte[Data.PatientKeys.Count];
        for (var image = 0; image < Data.Count; image++)
        {
            places[Data.Patients[image]] |= 1 << SlotOf(image);
            parts[Data.Patients[image]] |= (byte)(1 << (int)Parts[image]);
        }

        PatientsOfPart = new[] { Split.Training, Split.Validation, Split.Test }
            .ToDictionary(split => split, split => parts.Count(own => (own & (1 << (int)split)) != 0));
        PatientsOfSlot = [.. Enumerable.Range(0, Slots.Count).Select(slot => places.Count(own => (own & (1 << slot)) != 0))];
        Torn = [.. Enumerable.Range(0, places.Length).Where(patient => int.PopCount(places[patient]) > 1).Select(patient => Data.PatientKeys[patient])];
    }

    /// <summary>Patients of each slot.</summary>
    public IReadOnlyList<int> PatientsOfSlot { get; private set; } = [];

    IEnumerable<SplitProblem> FindProblems(SplitGroups groups, HashSet<Split> given)
    {
        if (Data.Count == 0)
            yield break;
        var what = Plan.Unit == SplitUnit.Patient ? "patients" : "images";
        var free = groups.Given.Count(split => split == Split.Unassigned);
        if (Plan.HasFolds && free < Plan.Folds)
            yield return SplitProblem.Block($"{free} {what} are too few for {Plan.Folds} folds: each fold needs one. Take fewer folds, or label more.");
        if (Plan.HasFolds && (given.Contains(Split.Training) || given.Contains(Split.Validation)))
            yield return SplitProblem.Warn("Images that came as training or validation take part in the folds. Those of the test stay the test.");
        if (Plan.Unit == SplitUnit.Image)
            yield return SplitProblem.Warn($"Parted image by image: {Torn.Count} of {Data.PatientKeys.Count} patients have images in several parts, and scores look better than they are.");
        foreach (var field in Plan.ByFields)
        {
            var values = Data.Labels.Count(label => !label.IsClass && label.Heading == field);
            if (values > 0 && values * 2 > Data.PatientKeys.Count)
                yield return SplitProblem.Warn($"The column {field} has {values} values for {Data.PatientKeys.Count} patients, too many to keep the parts alike by.");
        }
    }
}
