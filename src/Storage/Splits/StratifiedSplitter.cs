using System.Numerics;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>
/// Deals patients to parts or folds so that each holds its share of the patients, of the images and of every label. After the
/// iterative stratification of Sechidis, Tsoumakas and Vlahavas (On the stratification of multi-label data, ECML PKDD 2011):
/// labels are dealt from the rarest to the most frequent, as what is rare can be put right least later, and each example goes
/// where most of it is missing. Adapted in three ways. The example is a patient, who shows what any of the images shows. What is
/// missing is added up over all labels of the patient, the patients and the images, so that many labels of two patients do not
/// all end in the largest part. And it is reckoned against those dealt so far, not against the end: otherwise the patients dealt
/// first, which are those with most images, would all go to training. Patients are dealt in the order of what they show, of how
/// many images they have (powers of two), and of a seeded hash; the same plan and patients give the same parts.
/// </summary>
sealed class StratifiedSplitter
{
    readonly SplitGroups groups;
    readonly IReadOnlyList<SplitSlot> slots;
    readonly int[] dealt;
    readonly int[] held;
    readonly int[] slotOf;
    readonly double meanImages;
    readonly int everybody;
    long imagesDealt;
    readonly long[] imagesHeld;

    StratifiedSplitter(SplitGroups groups, IReadOnlyList<SplitSlot> slots, int labels)
    {
        this.groups = groups;
        this.slots = slots;
        everybody = labels;
        dealt = new int[labels + 1];
        held = new int[(labels + 1) * slots.Count];
        imagesHeld = new long[slots.Count];
        slotOf = new int[groups.Count];
        Array.Fill(slotOf, SplitGroups.NoSlot);
        meanImages = groups.Count == 0 ? 1 : Math.Max(1, groups.Images.Average());
    }

    /// <summary>Of each group an index into the slots.</summary>
    public static int[] Assign(SplitGroups groups, IReadOnlyList<SplitSlot> slots, IReadOnlyList<SplitLabel> labels, SplitPlan plan)
    {
        var splitter = new StratifiedSplitter(groups, slots, labels.Count);
        splitter.KeepGiven();
        if (plan.SinglesToTest)
            splitter.SendSinglesToTest(labels);
        splitter.DealAll();
        splitter.FillEmptySlots();
        return splitter.slotOf;
    }

    /// <summary>Who came with a part has it and takes no share; who was in the version before stays.</summary>
    void KeepGiven()
    {
        for (var group = 0; group < groups.Count; group++)
        {
            if (groups.Given[group] is var given and not Split.Unassigned)
                slotOf[group] = SlotOf(given);
            else if (groups.EarlierSlot[group] != SplitGroups.NoSlot)
                Put(group, groups.EarlierSlot[group]);
        }
    }

    void SendSinglesToTest(IReadOnlyList<SplitLabel> labels)
    {
        var test = SlotOf(Split.Test);
        if (slots[test].Share <= 0)
            return;
        var (patients, only) = (new int[labels.Count], new int[labels.Count]);
        for (var group = 0; group < groups.Count; group++)
        {
            foreach (var label in groups.LabelsOf(group))
                (patients[label], only[label]) = (patients[label] + 1, group);
        }

        for (var label = 0; label < labels.Count; label++)
        {
            if (!labels[label].IsClass && patients[label] == 1 && slotOf[only[label]] == SplitGroups.NoSlot)
                Put(only[label], test);
        }
    }

    void DealAll()
    {
        var waiting = InOrder();
        var ofLabel = new List<int>[everybody];
        foreach (var group in waiting)
        {
            foreach (var label in groups.LabelsOf(group))
                (ofLabel[label] ??= []).Add(group);
        }

        foreach (var patients in ofLabel.Where(patients => patients is not null).OrderBy(patients => patients.Count))
            patients.ForEach(Deal);
        waiting.ForEach(Deal);
    }

    /// <summary>Those without a place yet.</summary>
    List<int> InOrder()
    {
        var waiting = Enumerable.Range(0, groups.Count).Where(group => slotOf[group] == SplitGroups.NoSlot).ToList();
        waiting.Sort((first, second) =>
        {
            var byLabels = groups.LabelsOf(first).SequenceCompareTo(groups.LabelsOf(second));
            if (byLabels != 0)
                return byLabels;
            var bySize = BitOperations.Log2((uint)groups.Images[second]).CompareTo(BitOperations.Log2((uint)groups.Images[first]));
            return bySize != 0 ? bySize : groups.Order[first].CompareTo(groups.Order[second]);
        });
        return waiting;
    }

    void Deal(int group)
    {
        if (slotOf[group] != SplitGroups.NoSlot)
            return;
        var (best, most) = (0, double.NegativeInfinity);
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot].Share <= 0)
                continue;
            var missing = Missing(everybody, slot) + (((slots[slot].Share * (imagesDealt + groups.Images[group])) - imagesHeld[slot]) / meanImages);
            foreach (var label in groups.LabelsOf(group))
                missing += Missing(label, slot);
            // Sums that differ by rounding alone are the same.
            if (missing > most + 1e-9)
                (best, most) = (slot, missing);
        }

        Put(group, best);
    }

    double Missing(int label, int slot) => (slots[slot].Share * (dealt[label] + 1)) - held[(label * slots.Count) + slot];

    void Put(int group, int slot)
    {
        slotOf[group] = slot;
        foreach (var label in groups.LabelsOf(group))
            Count(label, slot);
        Count(everybody, slot);
        imagesDealt += groups.Images[group];
        imagesHeld[slot] += groups.Images[group];
    }

    void Count(int label, int slot)
    {
        dealt[label]++;
        held[(label * slots.Count) + slot]++;
    }

    /// <summary>
    /// With three patients every part gets one, with two training and validation. Patients of an earlier version move last.
    /// </summary>
    void FillEmptySlots()
    {
        var free = Enumerable.Range(0, groups.Count).Where(group => groups.Given[group] == Split.Unassigned).ToList();
        var given = groups.Given.ToHashSet();
        var needed = Enumerable.Range(0, slots.Count).Where(slot => slots[slot].Share > 0)
            .OrderBy(slot => given.Contains(slots[slot].Split)).ThenBy(slot => slot).Take(free.Count);
        var sizes = free.CountBy(group => slotOf[group]).ToDictionary();
        foreach (var empty in needed.Where(slot => !sizes.ContainsKey(slot)).ToList())
        {
            var largest = sizes.OrderByDescending(size => size.Value).ThenBy(size => size.Key).First().Key;
            var moved = free.Where(group => slotOf[group] == largest)
                .OrderBy(group => groups.EarlierSlot[group] != SplitGroups.NoSlot).ThenByDescending(group => groups.Order[group]).First();
            slotOf[moved] = empty;
            (sizes[largest], sizes[empty]) = (sizes[largest] - 1, 1);
        }
    }

    /// <summary>Training of a plan with folds has no place of its own, and no image comes with it.</summary>
    int SlotOf(Split split)
    {
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot].Split == split && slots[slot].Fold == 0)
                return slot;
        }

        throw new InvalidOperationException($"The plan has no place for {split}.");
    }
}
