using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Similarity;

/// <summary>One picture in a hundred is a copy of another, and comes as copies come: turned, of another size, through another window, saved as JPEG.</summary>
public sealed class PlantedCopiesTests
{
    const int Originals = 396;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_OneInAHundred_FindsEachAndNothingElse(int seed)
    {
        GreyPicture[] pictures = [.. Enumerable.Range(0, Originals).AsParallel().AsOrdered().Select(place => Pictures.Draw((seed * 10_000) + place))];
        Func<GreyPicture, GreyPicture>[] changes =
        [
            picture => picture.Rotate(3),
            picture => picture.Scale(0.7),
            picture => picture.Map(value => Math.Clamp(value, -20, 60)),
            picture => JpegLoss.Apply(picture, 80),
        ];
        int[] copied = [.. changes.Select((_, place) => (place * 90) + (7 * seed))];
        GreyPicture[] all = [.. pictures, .. changes.Select((change, place) => change(pictures[copied[place]]))];

        var found = NearDuplicateSearch.Find([.. all.AsParallel().AsOrdered().Select(PictureFingerprint.Of)], place => all[place], null, TestContext.Current.CancellationToken);

        Assert.Equal(copied.Select((original, place) => (original, Originals + place)), found.Select(pair => (pair.First, pair.Second)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_CleanControl_FindsNothing(int seed)
    {
        GreyPicture[] pictures = [.. Enumerable.Range(0, Originals).AsParallel().AsOrdered().Select(place => Pictures.Draw((seed * 10_000) + 5_000 + place))];
        Assert.Empty(NearDuplicateSearch.Find([.. pictures.AsParallel().AsOrdered().Select(PictureFingerprint.Of)], place => pictures[place], null, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void JpegLoss_FlatBlocksStayAndDetailIsRounded()
    {
        var picture = Pictures.Draw(1);
        var saved = JpegLoss.Apply(picture, 80);
        (float low, float high) = (picture.Values.Min(), picture.Values.Max());
        double[] differences = [.. picture.Values.Select((value, place) => Math.Abs(((value - low) / (high - low) * 255) - saved.Values[place]))];
        Assert.InRange(differences.Average(), 0.3, 4);
        Assert.InRange(differences.Max(), 2, 40);
    }
}
