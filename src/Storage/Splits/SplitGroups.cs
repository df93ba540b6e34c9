using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Studio.Contracts.Projects;

namespace Studio.Storage;

/// <summary>What is dealt as a whole: the images of a patient, or one image where the plan parts image by image.</summary>
sealed class SplitGroups
{
    public const int NoSlot = -1;

    SplitGroups(int count)
    {
        Images = new int[count];
        Order = new ulong[count];
        Given = new Split[count];
        EarlierSlot = new int[count];
        Array.Fill(EarlierSlot, NoSlot);
        FirstLabel = new int[count + 1];
    }

    public int Count => Images.Length;

    public int[] Images { get; }

    /// <summary>The order in which they are dealt; another seed gives another.</summary>
    public ulong[] Order { get; }

    /// <summary>The part that came with the data; where images came with several, the one furthest from training.</summary>
    public Split[] Given { get; }

    /// <summary>Where it was in the version before.</summary>
    public int[] EarlierSlot { get; }

    /// <summary>Where the labels of each group begin in <see cref="Labels"/>; one more than there are groups.</summary>
    public int[] FirstLabel { get; }

    /// <summary>Labels that the plan looks at, of the groups one after another, those of a group ascending.</summary>
    public int[] Labels { get; private set; } = [];

    /// <summary>Of each image its group.</summary>
    public IReadOnlyList<int> OfImages { get; private init; } = [];

    public ReadOnlySpan<int> LabelsOf(int group) => Labels.AsSpan(FirstLabel[group]..FirstLabel[group + 1]);

    public static SplitGroups Of(SplitData data, SplitPlan plan, IReadOnlyList<SplitSlot> slots)
    {
        var byImage = plan.Unit == SplitUnit.Image;
        var groups = new SplitGroups(byImage ? data.Count : data.PatientKeys.Count)
        {
            OfImages = byImage ? new Places(data.Count) : data.Patients,
        };
        for (var group = 0; group < groups.Count; group++)
            groups.Order[group] = OrderOf(plan.Seed, byImage ? $"image-{data.ImageIds[group].ToString(CultureInfo.InvariantCulture)}" : data.PatientKeys[group]);
        for (var image = 0; image < data.Count; image++)
        {
            var group = groups.OfImages[image];
            groups.Images[group]++;
            groups.Given[group] = (Split)Math.Max((int)groups.Given[group], (int)GivenIn(plan, data.Given[image]));
            groups.EarlierSlot[group] = Math.Max(groups.EarlierSlot[group], SlotOf(slots, data.Earlier[image]));
        }

        groups.CollectLabels(data, plan);
        return groups;
    }

    /// <summary>Folds are dealt anew whatever part for training an image came with.</summary>
    public static Split GivenIn(SplitPlan plan, Split given) => plan.HasFolds && given != Split.Test ? Split.Unassigned : given;

    static int SlotOf(IReadOnlyList<SplitSlot> slots, (Split Split, byte Fold) earlier)
    {
        for (var slot = 0; slot < slots.Count && earlier.Split != Split.Unassigned; slot++)
        {
            if (slots[slot].Share > 0 && slots[slot].Fold == earlier.Fold && (earlier.Fold > 0 || slots[slot].Split == earlier.Split))
                return slot;
        }

        return NoSlot;
    }

    /// <summary>The first eight bytes of SHA-256 over seed and name, so that a patient's turn does not depend on who else is there.</summary>
    static ulong OrderOf(int seed, string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{seed.ToString(CultureInfo.InvariantCulture)}:{key}"), hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    void CollectLabels(SplitData data, SplitPlan plan)
    {
        // Group and label in one number, so that sorting puts both in order.
        var pairs = new List<long>();
        var lastFacts = new int[Count];
        Array.Fill(lastFacts, -1);
        for (var image = 0; image < data.Count; image++)
        {
            var group = OfImages[image];
            if (lastFacts[group] == data.Facts[image])
                continue;
            lastFacts[group] = data.Facts[image];
            foreach (var label in data.AllFacts[data.Facts[image]].Labels.Where(label => plan.ByClass || !data.Labels[label].IsClass))
                pairs.Add(((long)group << 32) | (uint)label);
        }

        pairs.Sort();
        var labels = new List<int>(pairs.Count);
        var last = -1L;
        foreach (var pair in pairs)
        {
            if (pair == last)
                continue;
            last = pair;
            labels.Add((int)pair);
            FirstLabel[(pair >> 32) + 1]++;
        }

        for (var group = 0; group < Count; group++)
            FirstLabel[group + 1] += FirstLabel[group];
        Labels = [.. labels];
    }

    /// <summary>Every image a group of its own.</summary>
    sealed class Places(int count) : IReadOnlyList<int>
    {
        public int Count => count;

        public int this[int index] => index;

        public IEnumerator<int> GetEnumerator() => Enumerable.Range(0, count).GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
