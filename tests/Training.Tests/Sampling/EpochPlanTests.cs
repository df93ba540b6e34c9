using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Training.Data;
using Studio.Training.Randomness;
using Studio.Training.Sampling;
using Studio.Training.Tests.Data;
using Studio.Training.Trainer;

namespace Studio.Training.Tests.Sampling;

public sealed class EpochPlanTests : IAsyncLifetime
{
    const int Side = 16;

    readonly TemporaryFolder folder = new();
    readonly MemoryBlobs blobs = new();
    SampleCache cache = null!;

    /// <summary>
    /// Ten images of four patients (6, 2, 1, 1) and three categories (7, 2, 1 without). Class 1 is in images 0–4 (one
    /// column of 16 pixels), class 2 in image 4 alone (one pixel), images 5–9 hold none.
    /// </summary>
    public async ValueTask InitializeAsync() =>
        cache = await blobs.OpenAsync(folder.Path, [.. Enumerable.Range(0, 10).Select(Image)], new(Recipe().Input, HasLabels: true));

    SampleSpec Image(int index)
    {
        var classes = new byte[Side * Side];
        for (var row = 0; row < Side && index < 5; row++)
        {
            classes[(row * Side) + 3] = 1;
        }

        if (index == 4)
        {
            classes[(2 * Side) + 11] = 2;
        }

        var sample = blobs.Image(index, Side, Side, [.. Enumerable.Repeat((byte)index, Side * Side)], classes, $"patient-{(index < 6 ? 0 : index < 8 ? 1 : index)}");
        return sample with { Category = index < 7 ? "spine" : index < 9 ? "hand" : null };
    }

    public ValueTask DisposeAsync()
    {
        cache.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    static Recipe Recipe(SamplingRecipe? sampling = null) => new()
    {
        Name = "Test",
        Summary = "Test",
        Input = new InputRecipe { Height = Side, Width = Side, Normalization = "unit" },
        Architecture = new ArchitectureRecipe { Depth = 2 },
        Sampling = sampling ?? new SamplingRecipe(),
    };

    IReadOnlyList<SampleDraw> Plan(SamplingRecipe sampling, int epoch = 1, params int[] training) =>
        EpochPlan.Of(cache, training.Length > 0 ? training : [.. Enumerable.Range(0, 10)], Recipe(sampling), epoch);

    [Fact]
    public void Of_NothingBalanced_IsEveryImageOnceInAnOrderOfSeedAndEpoch()
    {
        int[] training = [7, 1, 4, 9, 2];
        var plan = Plan(new SamplingRecipe(), 3, training);
        new SeededRandom(1, DrawPurpose.SampleOrder, 3).Shuffle(training);
        Assert.Equal(training.Select(sample => new SampleDraw(sample)), plan);
    }

    [Fact]
    public void Of_SameEpoch_IsTheSamePlanAndAnotherEpochIsNot()
    {
        var sampling = new SamplingRecipe { Balance = "patient", PatchHeight = 8, PatchWidth = 8, PatchesPerImage = 3 };
        Assert.Equal(Plan(sampling), Plan(sampling));
        Assert.NotEqual(Plan(sampling), Plan(sampling, 2));
    }

    [Theory]
    [InlineData(25)]
    [InlineData(10)]
    [InlineData(4)]
    public void Of_ImagesPerEpoch_LooksAtEveryImageAsOftenToOne(int images)
    {
        var plan = Plan(new SamplingRecipe { ImagesPerEpoch = images });
        Assert.Equal(images, plan.Count);
        Assert.Equal(images, EpochPlan.LooksOf(10, Recipe(new SamplingRecipe { ImagesPerEpoch = images })));
        Assert.All(Enumerable.Range(0, 10), sample => Assert.InRange(plan.Count(draw => draw.Sample == sample), images / 10, (images + 9) / 10));
    }

    [Fact]
    public void Of_RepeatedImages_NumbersTheirCopies()
    {
        var plan = Plan(new SamplingRecipe { ImagesPerEpoch = 30 });
        Assert.All(plan.GroupBy(draw => draw.Sample), looks => Assert.Equal([0, 1, 2], looks.Select(draw => draw.Copy)));
    }

    [Theory]
    [InlineData("patient", 4)]
    [InlineData("category", 3)]
    public void Of_BalancedGroups_AreLookedAtAsOftenToOne(string balance, int groups)
    {
        for (var epoch = 1; epoch <= 5; epoch++)
        {
            var plan = Plan(new SamplingRecipe { Balance = balance, ImagesPerEpoch = 33 }, epoch);
            var counts = plan.GroupBy(draw => balance == "patient" ? cache.Samples[draw.Sample].PatientKey : cache.Samples[draw.Sample].Category ?? "").Select(group => group.Count()).ToList();
            Assert.Equal(groups, counts.Count);
            Assert.Equal(33, counts.Sum());
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);

            // Within the first patient or category no image is seen more than once more than another.
            var ofFirst = Enumerable.Range(0, 6).Select(sample => plan.Count(draw => draw.Sample == sample)).ToList();
            Assert.InRange(ofFirst.Max() - ofFirst.Min(), 0, 1);
        }
    }

    [Fact]
    public void Of_BalancedGroups_TheExtraLookGoesRound()
    {
        // 10 looks at 4 patients: two of them get 3, the other two 2; over many epochs 2.5 each.
        var counts = Enumerable.Range(1, 400).SelectMany(epoch => Plan(new SamplingRecipe { Balance = "patient" }, epoch))
            .CountBy(draw => cache.Samples[draw.Sample].PatientKey).ToDictionary();
        Assert.All(counts.Values, count => Assert.Equal(2.5, count / 400.0, 0.1));
    }

    [Fact]
    public void Of_BalancedClasses_ShowsEachClassAndNothingAsOften()
    {
        // class 1: images 0–4, class 2: image 4, none: images 5–9
        var plan = Plan(new SamplingRecipe { Balance = "class", ImagesPerEpoch = 30 });
        Assert.Equal(10, plan.Count(draw => draw.Sample >= 5));
        Assert.Equal(12, plan.Count(draw => draw.Sample == 4));
        Assert.Equal([2, 2, 2, 2], Enumerable.Range(0, 4).Select(sample => plan.Count(draw => draw.Sample == sample)));
    }

    [Fact]
    public async Task Of_BalancedClassesWithoutLabels_GoesByTagsOrBoxes()
    {
        SampleSpec[] samples = [.. Enumerable.Range(0, 6).Select(index => blobs.Image(index, Side, Side, new byte[Side * Side]))];
        samples[0] = samples[0] with { Tags = [new TagSpec(1, true), new TagSpec(2, null)], Boxes = [new BoxSpec(1, 0, 0, 1, 1)] };
        samples[1] = samples[1] with { Boxes = [new BoxSpec(2, 0, 0, 1, 1), new BoxSpec(2, 3, 3, 1, 1)] };
        samples[2] = samples[2] with { Tags = [new TagSpec(1, false)] };
        samples[3] = samples[3] with { Tags = [new TagSpec(1, true), new TagSpec(3, true)] };
        using var unlabelled = await blobs.OpenAsync(folder.Path, samples, new(Recipe().Input, HasLabels: false));
        int[] training = [.. Enumerable.Range(0, 6)];
        Assert.Equal([[1, 2, 4, 5], [0, 3], [3]], BalanceGroups.Of(unlabelled, training, "class", OutputKind.Tags));
        Assert.Equal([[2, 3, 4, 5], [0], [1]], BalanceGroups.Of(unlabelled, training, "class", OutputKind.Boxes));
    }

    [Fact]
    public void SplitBy_Weights_IsExactInTheMeanAndNeverOffByMoreThanOne()
    {
        var sums = new int[3];
        for (var draw = 0; draw < 3000; draw++)
        {
            // 7 by 1 : 2 : 4 are 1, 2 and 4; 5 by them 0.714, 1.43 and 2.86
            Assert.Equal([1, 2, 4], EvenShares.SplitBy(7, [1, 2, 4], new SeededRandom(draw)));
            var shares = EvenShares.SplitBy(5, [1, 2, 4], new SeededRandom(draw));
            Assert.Equal(5, shares.Sum());
            Assert.True(shares[0] is 0 or 1 && shares[1] is 1 or 2 && shares[2] is 2 or 3);
            sums = [sums[0] + shares[0], sums[1] + shares[1], sums[2] + shares[2]];
        }

        Assert.Equal([5 / 7.0, 10 / 7.0, 20 / 7.0], sums.Select(sum => sum / 3000.0), (a, b) => Math.Abs(a - b) < 0.04);
    }

    [Fact]
    public void Of_NaturalPatches_LieAnywhereInsideTheImage()
    {
        var plan = Plan(new SamplingRecipe { PatchHeight = 8, PatchWidth = 12, PatchesPerImage = 200 });
        Assert.Equal(2000, plan.Count);
        Assert.Equal(2000, EpochPlan.LooksOf(10, Recipe(new SamplingRecipe { PatchHeight = 8, PatchWidth = 12, PatchesPerImage = 200 })));
        Assert.Equal((0, 8), (plan.Min(draw => draw.Top), plan.Max(draw => draw.Top)));
        Assert.Equal((0, 4), (plan.Min(draw => draw.Left), plan.Max(draw => draw.Left)));
        Assert.Equal(4, plan.Average(draw => draw.Top), 0.2);
    }

    [Fact]
    public void Of_BalancedPatches_HaveEachClassInTheMiddleAsOften()
    {
        var plan = Plan(new SamplingRecipe { PatchHeight = 8, PatchWidth = 8, PatchesPerImage = 6, PatchClasses = "balanced" });
        Assert.Equal(60, plan.Count);
        var middles = plan.CountBy(draw => cache.Labels(draw.Sample)[((draw.Top + 4) * Side) + draw.Left + 4]).ToDictionary();
        Assert.Equal([20, 20, 20], new byte[] { 0, 1, 2 }.Select(index => middles[index]));

        // Of class 1 each of its five images has a fifth, and its pixels differ; class 2 has one place only.
        var ofFirst = plan.Where(draw => draw.Left == 3 - 4).ToList();
        Assert.Equal([4, 4, 4, 4, 4], Enumerable.Range(0, 5).Select(sample => ofFirst.Count(draw => draw.Sample == sample)));
        Assert.InRange(ofFirst.Select(draw => draw.Top).Distinct().Count(), 8, 16);
        Assert.Equal(20, plan.Count(draw => draw is { Sample: 4, Top: -2, Left: 7 }));
        Assert.All(plan.GroupBy(draw => draw.Sample), looks => Assert.Equal(Enumerable.Range(0, looks.Count()), looks.Select(draw => draw.Copy)));
    }
}
