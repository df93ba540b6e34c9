using Studio.Features.Audit;

namespace Studio.Tests.Audit;

/// <summary>Planted faults in outlines: each is found by its own check, and no check speaks of clean labels.</summary>
public sealed class MaskCheckTests : IAsyncLifetime
{
    const int Side = 80;
    const int Clean = 30;

    AuditBench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await AuditBench.CreateAsync();
        var random = new Random(7);
        for (var image = 0; image < Clean; image++)
        {
            var (x, y, radius) = (random.Next(25, 55), random.Next(25, 55), random.Next(12, 17));
            await bench.TakeAsync($"clean {image}", Side, Disc(x, y, radius));
        }
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    public static TheoryData<string> Checks => ["small-parts", "cut-labels", "outside-body", "odd-sizes", "part-count", "holes"];

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task CleanOutlines_PassEveryCheckWithAFigure(string check)
    {
        var answer = await RunAsync(check);
        Assert.Empty(answer.Findings);
        Assert.True(answer.Applies);
        Assert.Equal("30 images", answer.PassedExtent);
        Assert.Contains("30 images", answer.PassedMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Speck_IsFoundWithItsPlace()
    {
        await bench.TakeAsync("speck", Side, With(Disc(40, 40, 14), (x, y) => x == 5 && y == 9));
        var finding = await FindAsync("small-parts");
        Assert.Equal("1 speck, down to a single pixel. Likely slips: remove them.", finding.Message);
        Assert.Equal(["speck"], finding.Evidence.Images);
        Assert.Equal(new AuditMark(5, 9, 1, 1), Assert.Single(finding.Evidence.Pictures[0].Marks));
    }

    [Fact]
    public async Task Sliver_OnePixelWide_IsFound()
    {
        await bench.TakeAsync("sliver", Side, With(Disc(40, 40, 14), (x, y) => x == 5 && y is > 20 and < 60));
        Assert.Equal(["sliver"], (await FindAsync("small-parts")).Evidence.Images);
    }

    [Fact]
    public async Task SmallLesions_OfASmallClass_AreNoSpecks()
    {
        await using var lesions = await AuditBench.CreateAsync();
        for (var image = 0; image < Clean; image++)
            await lesions.TakeAsync($"lesion {image}", Side, With(Disc(40, 40, 3), (x, y) => x == 5 && y == 9));
        Assert.Empty((await lesions.RunAsync(new SmallPartsCheck(lesions.Facts))).Findings);
    }

    [Fact]
    public async Task LabelAlongTheBorder_IsFound_AlsoAtTheEdgeOfAPaddedPicture()
    {
        await bench.TakeAsync("cut", Side, Disc(2, 40, 14));
        await bench.TakeAsync("padded", Side, With(Disc(24, 40, 14), (_, _) => false, x => x >= 20), (x, y) => x < 20 ? 0 : 60 + ((x + y) % 90));
        Assert.Equal(["cut", "padded"], (await FindAsync("cut-labels")).Evidence.Images.Order());
    }

    [Fact]
    public async Task PartOnTheDarkBackground_IsFound_AndOneAcrossTheSkinIsNot()
    {
        static int Body(int x, int y) => ((x - 40) * (x - 40)) + ((y - 40) * (y - 40)) < 30 * 30 ? 100 + ((x + y) % 50) : (x * y) % 3;
        await bench.TakeAsync("outside", Side, With(Disc(40, 40, 14), (x, y) => x is > 1 and < 7 && y is > 1 and < 7), Body);
        await bench.TakeAsync("skin", Side, Disc(15, 40, 12), Body);
        Assert.Equal(["outside"], (await FindAsync("outside-body")).Evidence.Images);
    }

    [Fact]
    public async Task MuchLargerLabel_IsFoundWithWhatIsUsual()
    {
        await bench.TakeAsync("huge", Side, (_, _) => 1);
        var finding = await FindAsync("odd-sizes");
        Assert.Equal(["huge"], finding.Evidence.Images);
        Assert.StartsWith("nerve usually covers ", finding.Message, StringComparison.Ordinal);
        Assert.Contains("in huge 100 %", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondPart_WhereOneIsUsual_IsFound()
    {
        await bench.TakeAsync("two", Side, With(Disc(60, 60, 12), Is(Disc(20, 20, 9))));
        var finding = await FindAsync("part-count");
        Assert.Equal(["two"], finding.Evidence.Images);
        Assert.StartsWith("In 30 of 31 images nerve is in one part", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hole_WhereNoneIsUsual_IsFound_AndALumenOfAnotherClassIsNot()
    {
        await bench.TakeAsync("hole", Side, With(Disc(40, 40, 14), (_, _) => false, x => x != 40));
        await bench.TakeAsync("pierced", Side, (x, y) => x == 40 && y == 40 ? 0 : Disc(40, 40, 14)(x, y));
        await bench.TakeAsync("lumen", Side, (x, y) => Disc(40, 40, 6)(x, y) == 1 ? 2 : Disc(40, 40, 14)(x, y));
        var finding = await FindAsync("holes");
        Assert.Equal(["pierced"], finding.Evidence.Images);
        Assert.Equal(new AuditMark(40, 40, 1, 1), Assert.Single(finding.Evidence.Pictures[0].Marks));
    }

    [Fact]
    public async Task ProjectWithoutOutlines_IsNotSaidToHavePassed()
    {
        await using var empty = await AuditBench.CreateAsync();
        await empty.TakeAsync("nothing", Side, (_, _) => 0);
        Assert.False((await empty.RunAsync(new HolesCheck(empty.Facts))).Applies);
    }

    static Func<int, int, int> Disc(int centreX, int centreY, int radius) =>
        (x, y) => ((x - centreX) * (x - centreX)) + ((y - centreY) * (y - centreY)) < radius * radius ? 1 : 0;

    static Func<int, int, bool> Is(Func<int, int, int> paint) => (x, y) => paint(x, y) != 0;

    /// <summary>The label with more of its class, and without it in the columns that are not kept.</summary>
    static Func<int, int, int> With(Func<int, int, int> paint, Func<int, int, bool> more, Func<int, bool>? keep = null) =>
        (x, y) => keep?.Invoke(x) == false ? 0 : more(x, y) ? 1 : paint(x, y);

    async Task<AuditFinding> FindAsync(string check) => Assert.Single((await RunAsync(check)).Findings);

    Task<AuditAnswer> RunAsync(string check) => bench.RunAsync(((IAuditCheck[])
    [
        new SmallPartsCheck(bench.Facts), new CutLabelsCheck(bench.Facts), new OutsideBodyCheck(bench.Facts),
        new OddSizeCheck(bench.Facts), new PartCountCheck(bench.Facts), new HolesCheck(bench.Facts),
    ]).Single(one => one.Name == check));
}
