using Studio.Imaging.Labelmaps;

namespace Studio.Imaging.Masks;

/// <summary>Which class each value of the masks stands for; suggested here, confirmed by the user.</summary>
/// <param name="ClassOfValue">
/// Value → class 0 (background) to 255, or <see cref="Ignore"/>. A value that is missing has no class.
/// </param>
public sealed record MaskValueMapping(IReadOnlyDictionary<int, int> ClassOfValue)
{
    /// <summary>Marks a value that stands for nothing (a border or "void"): its pixels become background.</summary>
    public const int Ignore = -1;

    /// <summary>Values up to here are taken for class numbers, higher ones for grey levels.</summary>
    private const int HighestClassNumber = 31;

    private const int VoidValue = 255;

    /// <summary>Suggests a table for the values that occur in all masks of an import.</summary>
    /// <remarks>
    /// 0 is background. Small numbers are class numbers as they are, and a 255 beside them is a border to ignore.
    /// Anything else (64/128/192/255, colours, a lone 255) becomes class 1, 2, … in ascending order. Where the number
    /// of classes is known, values beyond it stay without a class.
    /// </remarks>
    /// <param name="values">Distinct values; repetitions do no harm.</param>
    /// <param name="classCount">Classes of the project without background, or null for a new project.</param>
    public static MaskValueMapping Suggest(IEnumerable<int> values, int? classCount = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        List<int> foreground = [.. values.Where(value => value != 0).Distinct().Order()];
        var table = new SortedDictionary<int, int> { [0] = 0 };
        List<int> numbers = [.. foreground.Where(value => value is > 0 and <= HighestClassNumber)];
        bool areClassNumbers = numbers.Count > 0 && foreground.All(value => value == VoidValue || numbers.Contains(value));
        int next = 1;
        foreach (int value in foreground)
        {
            int target = !areClassNumbers ? next++ : value == VoidValue ? Ignore : value;
            if (target <= Math.Min(classCount ?? byte.MaxValue, byte.MaxValue))
            {
                table[value] = target;
            }
        }

        return new MaskValueMapping(table);
    }

    /// <summary>Gives every pixel its class.</summary>
    /// <returns>The labelmap, or null together with the values that have no class.</returns>
    public MappedMask Apply(MaskImage mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        List<MaskValueCount> missing = [.. mask.Distinct.Where(entry => !ClassOfValue.ContainsKey(entry.Value))];
        if (missing.Count > 0)
        {
            return new MappedMask(null, missing);
        }

        var classes = new byte[mask.Values.Length];
        int previousValue = mask.Values[0];
        byte previousClass = TargetOf(previousValue);
        for (int i = 0; i < classes.Length; i++)
        {
            if (mask.Values[i] != previousValue)
            {
                previousValue = mask.Values[i];
                previousClass = TargetOf(previousValue);
            }

            classes[i] = previousClass;
        }

        return new MappedMask(new Labelmap(mask.Rows, mask.Columns, classes), missing);
    }

    private byte TargetOf(int value)
    {
        int target = ClassOfValue[value];
        return target == Ignore ? (byte)0 : checked((byte)target);
    }
}

/// <summary>A mask after its values were given classes.</summary>
/// <param name="Labelmap">Null when a value has no class.</param>
/// <param name="WithoutClass">The values that have no class.</param>
public sealed record MappedMask(Labelmap? Labelmap, IReadOnlyList<MaskValueCount> WithoutClass);
