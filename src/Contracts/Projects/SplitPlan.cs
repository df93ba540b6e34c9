using System.Text.Json.Serialization;

namespace Studio.Contracts.Projects;

/// <summary>What stays together when images are parted.</summary>
public enum SplitUnit
{
    Patient,

    /// <summary>Each image for itself, "by slice": images of one patient may be in several parts. Only by an owner, with a reason.</summary>
    Image,
}

/// <summary>A part that a value of the official column means.</summary>
/// <param name="Part">Unassigned: the value says nothing, and its images are parted as the others.</param>
public sealed record OfficialValue(string Value, Split Part);

/// <summary>Images that are the test, all of them and no other: a set from elsewhere.</summary>
/// <param name="Field">The column that names them; null: <paramref name="Value"/> is the name of a collection.</param>
public sealed record ExternalSet(string? Field, string Value)
{
    /// <summary>For people, e.g. "site = MIAS".</summary>
    public override string ToString() => Field is null ? $"collection {Value}" : $"{Field} = {Value}";
}

/// <summary>How a project's labelled images are parted: shares, or folds that take turns as validation.</summary>
public sealed record SplitPlan
{
    public const int LeastFolds = 2;
    public const int MostFolds = 20;

    public static SplitPlan Default { get; } = new();

    /// <summary>Another number draws anew.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Shares of the patients from 0 to 1; together 1.</summary>
    public double Training { get; init; } = 0.70;
    public double Validation { get; init; } = 0.15;

    /// <summary>With folds the share that no fold holds.</summary>
    public double Test { get; init; } = 0.15;

    /// <summary>0: shares. Otherwise <see cref="LeastFolds"/> to <see cref="MostFolds"/>, and training and validation have no share.</summary>
    public int Folds { get; init; }

    /// <summary>Every part shows each class as often.</summary>
    public bool ByClass { get; init; } = true;

    /// <summary>The same for the kinds of images (<c>image.category</c>).</summary>
    public bool ByCategory { get; init; }

    /// <summary>The same for the values of these columns, e.g. site.</summary>
    public IReadOnlyList<string> ByFields { get; init; } = [];

    /// <summary>A kind or a column's value that a single patient has goes to the test: nothing of it could be learned and judged.</summary>
    public bool SinglesToTest { get; init; } = true;

    /// <summary>Column that says of each image which part it is in; null: there is none.</summary>
    public string? OfficialField { get; init; }

    /// <summary>What the column's values mean, where they do not say it themselves.</summary>
    public IReadOnlyList<OfficialValue> OfficialValues { get; init; } = [];

    /// <summary>A patient whom the column has in several parts goes whole to the one furthest from training. Otherwise that is refused.</summary>
    public bool MendsOfficial { get; init; }

    /// <summary>Null: the test is drawn as the other parts are.</summary>
    public ExternalSet? External { get; init; }

    public SplitUnit Unit { get; init; } = SplitUnit.Patient;

    /// <summary>Why it is parted image by image; empty where it is not.</summary>
    public string UnitReason { get; init; } = "";

    [JsonIgnore]
    public bool HasFolds => Folds > 0;

    /// <summary>Lists are compared by what is in them.</summary>
    public bool Equals(SplitPlan? other) => other is not null
        && (Seed, Training, Validation, Test, Folds, ByClass, ByCategory) == (other.Seed, other.Training, other.Validation, other.Test, other.Folds, other.ByClass, other.ByCategory)
        && (SinglesToTest, OfficialField, MendsOfficial, External, Unit, UnitReason)
            == (other.SinglesToTest, other.OfficialField, other.MendsOfficial, other.External, other.Unit, other.UnitReason)
        && ByFields.SequenceEqual(other.ByFields)
        && OfficialValues.SequenceEqual(other.OfficialValues);

    public override int GetHashCode() => HashCode.Combine(Seed, Folds, Training, Test, OfficialField, External, Unit);
}
