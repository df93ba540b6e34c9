using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Similarity;

public sealed class NearDuplicateSearchTests
{
    const int Count = 60;

    static readonly GreyPicture[] Originals = [.. Enumerable.Range(0, Count).Select(seed => Pictures.Draw(seed))];

    [Fact]
    public void Find_DifferentPictures_FindsNothing() => Assert.Empty(Find(Originals));

    [Theory]
    [InlineData("turned")]
    [InlineData("turned back")]
    [InlineData("smaller")]
    [InlineData("larger")]
    [InlineData("another window")]
    [InlineData("fewer greys")]
    [InlineData("all of it")]
    public void Find_ChangedCopy_IsFoundAndNothingElse(string change)
    {
        var pairs = Enumerable.Range(0, Count / 10).Select(copy => copy * 10).ToList();
        var found = Find([.. Originals, .. pairs.Select(original => Change(Originals[original], change))]);
        Assert.Equal(pairs.Select((original, copy) => (original, Count + copy)), found.Select(pair => (pair.First, pair.Second)));
        Assert.All(found, pair => Assert.Equal(Orientation.Same, pair.Orientation));
    }

    [Theory]
    [InlineData(Orientation.MirroredColumns)]
    [InlineData(Orientation.MirroredRows)]
    [InlineData(Orientation.MirroredColumns | Orientation.MirroredRows)]
    [InlineData(Orientation.Transposed)]
    [InlineData(Orientation.Transposed | Orientation.MirroredColumns)]
    [InlineData(Orientation.Transposed | Orientation.MirroredRows)]
    public void Find_MirroredCopy_SaysHowItLies(Orientation orientation)
    {
        var copy = Originals[7].Turned(orientation);
        var pair = Assert.Single(Find([.. Originals, copy]));
        Assert.Equal((7, Count), (pair.First, pair.Second));
        Assert.Equal(Originals[7].Values, copy.Turned(pair.Orientation).Values);
        Assert.InRange(pair.Comparison.Detail, 0.99, 1);
    }

    [Fact]
    public void Find_PicturesOfOneValue_AreNotCopies()
    {
        var flat = new GreyPicture(4, 4, new float[16]);
        Assert.Empty(Find([flat, flat, .. Originals.Take(2)]));
    }

    [Fact]
    public void Find_Cancelled_Stops() => Assert.ThrowsAny<OperationCanceledException>(
        () => NearDuplicateSearch.Find([.. Originals.Select(PictureFingerprint.Of)], place => Originals[place], null, new CancellationToken(canceled: true)));

    [Fact]
    public void Mirrored_Hash_IsThatOfTheMirroredPicture()
    {
        var ranks = Originals[0].ToSquare(PictureHash.Side).ToRanks();
        foreach (var orientation in new[] { Orientation.MirroredColumns, Orientation.MirroredRows, Orientation.MirroredColumns | Orientation.MirroredRows })
            Assert.InRange(PictureHash.Of(ranks.Turned(orientation)).Distance(PictureHash.Of(ranks).Mirrored(orientation)), 0, 1);
    }

    [Fact]
    public void ToRanks_EqualValues_ShareTheMeanOfTheirPlaces()
    {
        var ranks = new GreyPicture(1, 4, [5, 9, 5, -1]).ToRanks().Values;
        Assert.Equal(ranks[0], ranks[2]);
        Assert.Equal(0, ranks.Sum(), 1e-5);
        Assert.Equal(4, ranks.Sum(rank => rank * rank), 1e-4);
        Assert.True(ranks[3] < ranks[0] && ranks[0] < ranks[1]);
    }

    [Fact]
    public void ToSquare_PartlyCoveredPixels_CountTheirShare() =>
        Assert.Equal([(1 + (0.5f * 2)) / 1.5f, ((0.5f * 2) + 3) / 1.5f], new GreyPicture(2, 3, [1, 2, 3, 1, 2, 3]).ToSquare(2).Values[..2], (a, b) => Math.Abs(a - b) < 1e-6);

    static GreyPicture Change(GreyPicture picture, string change) => change switch
    {
        "turned" => picture.Rotate(3),
        "turned back" => picture.Rotate(-3),
        "smaller" => picture.Scale(0.7),
        "larger" => picture.Scale(1.6),
        "another window" => picture.Map(value => Math.Clamp(3 * value, -90, 120)),
        "fewer greys" => picture.Map(value => MathF.Round(value / 6) * 6),
        _ => picture.Rotate(-3).Scale(0.8).Map(value => Math.Clamp(2 * value, -80, 100)),
    };

    static IReadOnlyList<SimilarPair> Find(GreyPicture[] pictures) =>
        NearDuplicateSearch.Find([.. pictures.Select(PictureFingerprint.Of)], place => pictures[place], null, TestContext.Current.CancellationToken);
}
