using Studio.Imaging.Embedding;
using Studio.Imaging.Similarity;

namespace Studio.Imaging.Tests.Embedding;

public sealed class PictureMapTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Lay_PicturesOfSixKinds_LikeLieTogether(int seed)
    {
        PictureDescriptor[] pictures = Kinds.Describe(60, seed);

        MapPlace[] map = PictureMap.Lay(pictures, seed, cancellation: TestContext.Current.CancellationToken);

        Assert.True(MapQuality.Purity(map, KindOf, 10) > 0.99);
        Assert.True(MapQuality.Trustworthiness([.. pictures.Select(MapQuality.ToPoint)], map, 10) > 0.95);
        Assert.All(map, place => Assert.True(place.X is >= 0 and <= 1 && place.Y is >= 0 and <= 1));
        Assert.Equal(1 - (2 * 0.02), Math.Max(map.Max(p => p.X) - map.Min(p => p.X), map.Max(p => p.Y) - map.Min(p => p.Y)), 3);
    }

    [Fact]
    public void Quality_OfPlacesByChance_IsLow()
    {
        PictureDescriptor[] pictures = Kinds.Describe(60, seed: 1);
        var random = new Random(1);
        MapPlace[] map = [.. pictures.Select(_ => new MapPlace(random.NextSingle(), random.NextSingle()))];

        Assert.True(MapQuality.Purity(map, KindOf, 10) < 0.3);
        Assert.True(MapQuality.Trustworthiness([.. pictures.Select(MapQuality.ToPoint)], map, 10) < 0.6);
    }

    [Fact]
    public void Lay_SameInputTwice_SamePlaces()
    {
        PictureDescriptor[] pictures = Kinds.Describe(50, seed: 4);

        MapPlace[] first = PictureMap.Lay(pictures, 7, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(first, PictureMap.Lay(pictures, 7, cancellation: TestContext.Current.CancellationToken));
        Assert.NotEqual(first, PictureMap.Lay(pictures, 8, cancellation: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Lay_MoreThanTheLandmarks_TheRestLiesWithItsKind()
    {
        PictureDescriptor[] pictures = Kinds.Describe(100, seed: 5);

        MapPlace[] map = PictureMap.Lay(pictures, 1, mostLandmarks: 200, progress: null, TestContext.Current.CancellationToken);

        Assert.True(MapQuality.Purity(map, KindOf, 10) > 0.98);
        Assert.True(MapQuality.Trustworthiness([.. pictures.Select(MapQuality.ToPoint)], map, 10) > 0.9);
    }

    [Fact]
    public void Place_NewPictures_LieAmongTheirKind()
    {
        PictureDescriptor[] pictures = Kinds.Describe(40, seed: 6);
        MapPlace[] map = PictureMap.Lay(pictures, 1, cancellation: TestContext.Current.CancellationToken);
        PictureDescriptor[] fresh = Kinds.Describe(5, seed: 7);

        MapPlace[] places = PictureMap.Place(fresh, pictures, map, cancellation: TestContext.Current.CancellationToken);

        MapPlace[] all = [.. places, .. map];
        for (int picture = 0; picture < fresh.Length; picture++)
        {
            int closest = Enumerable.Range(fresh.Length, map.Length).MinBy(other =>
                Math.Pow(all[other].X - places[picture].X, 2) + Math.Pow(all[other].Y - places[picture].Y, 2)) - fresh.Length;
            Assert.Equal(KindOf(picture), KindOf(closest));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Lay_FewPictures_AllInTheSquare(int count)
    {
        MapPlace[] map = PictureMap.Lay([.. Kinds.Describe(2, seed: 1).Take(count)], 1, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(count, map.Length);
        Assert.Equal(count, map.Distinct().Count());
        Assert.All(map, place => Assert.True(place.X is >= 0 and <= 1 && place.Y is >= 0 and <= 1));
    }

    [Fact]
    public void Lay_AllPicturesAlike_PlacesAreNumbers()
    {
        var flat = PictureDescriptor.Of(new GreyPicture(8, 8, new float[64]));

        MapPlace[] map = PictureMap.Lay([.. Enumerable.Repeat(flat, 100)], 1, cancellation: TestContext.Current.CancellationToken);

        Assert.All(map, place => Assert.True(place.X is >= 0 and <= 1 && place.Y is >= 0 and <= 1));
    }

    [Fact]
    public void Lay_Cancelled_Stops()
    {
        using var cancellation = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => PictureMap.Lay(
            Kinds.Describe(20, seed: 1),
            1,
            share =>
            {
                if (share > 0.5)
                {
                    cancellation.Cancel();
                }
            },
            cancellation.Token));
    }

    [Fact]
    public void Lay_WhileItRuns_TellsRisingShares()
    {
        var shares = new List<double>();

        PictureMap.Lay(Kinds.Describe(40, seed: 1), 1, mostLandmarks: 120, share => { lock (shares) { shares.Add(share); } }, default);

        Assert.Equal(shares.Order(), shares);
        Assert.InRange(shares[0], 0, 0.1);
        Assert.Equal(1, shares[^1], 6);
    }

    private static int KindOf(int picture) => picture % Kinds.Count;
}
