using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class StratifiedSplitterTests
{
    const int Seeds = 20;

    [Fact]
    public void Make_AnyImages_KeepsItsPromises()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 500; round++)
        {
            var images = RandomImages(random, random.Next(1, 60), withGiven: round % 3 == 0);
            var plan = new SplitPlan { Seed = random.Next(), Folds = round % 2 == 0 ? 0 : random.Next(2, 6), Test = 0.15 };

            var planned = images.PartBy(plan);

            Assert.Equal(planned.Parts, images.PartBy(plan).Parts);
            Assert.DoesNotContain(Split.Unassigned, planned.Parts);
            for (var image = 0; image < images.Count; image++)
            {
                var given = SplitGroups.GivenIn(plan, images.Data.Given[image]);
                Assert.True(given == Split.Unassigned || given == planned.Parts[image]);
                Assert.Equal(plan.HasFolds && planned.Parts[image] != Split.Test, planned.Folds[image] > 0);
            }

            // A patient is torn only where images came with different parts.
            var data = images.Data;
            var torn = Enumerable.Range(0, images.Count).GroupBy(image => data.Patients[image])
                .Where(own => own.Select(planned.SlotOf).Distinct().Count() > 1).ToList();
            Assert.Equal(torn.Select(own => data.PatientKeys[own.Key]), planned.Torn);
            Assert.All(torn, own => Assert.True(own.Select(image => data.Given[image]).Distinct().Count() > 1));
        }
    }

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(20, 14, 3, 3)]
    [InlineData(100, 70, 15, 15)]
    public void Make_Patients_ReachTheShares(int patients, int training, int validation, int test)
    {
        for (var seed = 0; seed < Seeds; seed++)
            Assert.Equal((training, validation, test), Count(SplitImages.Patients(patients).PartBy(new SplitPlan { Seed = seed })));
    }

    [Fact]
    public void Make_PatientsOfUnequalSize_SharePatientsAndImages()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var images = new SplitImages();
            for (var patient = 0; patient < 200; patient++)
            {
                for (var image = 0; image <= (patient * patient) % 37; image++)
                    images.Add($"P{patient}", []);
            }

            var planned = images.PartBy(new SplitPlan { Seed = seed });

            Assert.InRange(planned.PatientsOfPart[Split.Training], 138, 142);
            Assert.InRange(planned.PatientsOfPart[Split.Test], 28, 32);
            Assert.InRange((double)Count(planned).Training / images.Count, 0.68, 0.72);
            Assert.InRange((double)Count(planned).Test / images.Count, 0.13, 0.17);
        }
    }

    [Fact]
    public void Make_GivenTest_SplitsTheRest85To15()
    {
        var images = SplitImages.Patients(100);
        for (var number = 0; number < 10; number++)
            images.Add($"T{number}", [], Split.Test);

        Assert.Equal((85, 15, 10), Count(images.PartBy()));
    }

    [Fact]
    public void Make_GivenTestAndTwoPatients_HasTrainingAndValidation() =>
        Assert.Equal((1, 1, 1), Count(SplitImages.Patients(2).Add("T", [], Split.Test).PartBy()));

    [Fact]
    public void Make_GivenTrainingOnly_FillsTheHeldOutPartsFirst() =>
        Assert.Equal((1, 1, 0), Count(SplitImages.Patients(1).Add("T", [], Split.Training).PartBy()));

    [Fact]
    public void Make_PatientPartlyGiven_FollowsTheMostHeldOutImage()
    {
        var planned = new SplitImages().Add("A", [], Split.Training).Add("A", [], Split.Test).Add("A", []).Add("B", []).PartBy();

        Assert.Equal([Split.Training, Split.Test, Split.Test], planned.Parts[..3]);
        Assert.Equal(["A"], planned.Torn);
    }

    [Fact]
    public void Make_RareClass_IsInEveryPart()
    {
        // 20 of 100 patients hold class 2: 70, 15 and 15 % of them are 14, 3 and 3.
        for (var seed = 0; seed < Seeds; seed++)
        {
            var images = new SplitImages();
            for (var id = 1; id <= 100; id++)
                images.Add($"P{id}", id % 5 == 0 ? [1, 2] : [1]);

            var parts = images.PartBy(new SplitPlan { Seed = seed }).Parts;

            Split[] rare = [.. parts.Where((_, place) => (place + 1) % 5 == 0)];
            Assert.Equal((14, 3, 3), Count(rare));
            Assert.Equal((70, 15, 15), Count(parts));
        }
    }

    [Fact]
    public void Make_ManyKindsOfTwoPatients_DoNotAllGoToTraining()
    {
        var images = new SplitImages();
        for (var kind = 0; kind < 50; kind++)
            images.Add($"A{kind}", [], kind: $"kind {kind}").Add($"B{kind}", [], kind: $"kind {kind}");

        var (training, validation, test) = Count(images.PartBy(new SplitPlan { ByCategory = true }));

        Assert.InRange(training, 67, 73);
        Assert.InRange(validation, 13, 17);
        Assert.InRange(test, 13, 17);
    }

    [Fact]
    public void Make_KindsOfOnePatient_GoToTheTest()
    {
        var images = new SplitImages();
        for (var patient = 0; patient < 40; patient++)
            images.Add($"P{patient}", [1], kind: patient % 2 == 0 ? "hand" : "foot");
        images.Add("jaw", [1], kind: "jaw").Add("hip", [2], kind: "hip").Add("hip", [2], kind: "hip");

        for (var seed = 0; seed < Seeds; seed++)
        {
            var parts = images.PartBy(new SplitPlan { ByCategory = true, Seed = seed }).Parts;
            Assert.Equal([Split.Test, Split.Test, Split.Test], parts[40..]);
        }

        Assert.Contains(Enumerable.Range(0, Seeds), seed =>
            images.PartBy(new SplitPlan { ByCategory = true, SinglesToTest = false, Seed = seed }).Parts[40] != Split.Test);
    }

    [Fact]
    public void Make_Stratified_DeviatesLessThanUnstratified()
    {
        double with = 0, without = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var images = RandomImages(new Random(seed), 400, withGiven: false);
            with += Deviation(images, new SplitPlan { Seed = seed });
            without += Deviation(images, new SplitPlan { Seed = seed, ByClass = false });
        }

        Assert.True(with < 0.6 * without, $"Stratified {with / Seeds:0.0000}, unstratified {without / Seeds:0.0000}.");
    }

    [Fact]
    public void Make_Folds_PartTheRestEvenlyAndStratified()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var images = new SplitImages();
            for (var id = 1; id <= 125; id++)
                images.Add($"P{id}", id % 5 == 0 ? [1, 2] : [1]);

            var planned = images.PartBy(new SplitPlan { Folds = 5, Test = 0.2, Seed = seed });

            var folds = planned.Folds.Index().GroupBy(item => item.Item).ToDictionary(group => group.Key, group => group.Select(item => item.Index).ToList());
            Assert.Equal([0, 1, 2, 3, 4, 5], folds.Keys.Order().Select(fold => (int)fold));
            Assert.All(folds.Values, members => Assert.InRange(members.Count, 19, 31));
            Assert.Equal(25, folds[0].Count);
            Assert.All(folds.Where(fold => fold.Key > 0), fold => Assert.Equal((20, 4), (fold.Value.Count, fold.Value.Count(place => (place + 1) % 5 == 0))));
            Assert.All(folds[0], place => Assert.Equal(Split.Test, planned.Parts[place]));
            Assert.All(folds[1], place => Assert.Equal(Split.Validation, planned.Parts[place]));
            Assert.All(folds[2], place => Assert.Equal(Split.Training, planned.Parts[place]));
        }
    }

    [Fact]
    public void Make_FewerPatientsThanFolds_IsRefused()
    {
        var problem = Assert.Single(SplitImages.Patients(4).PartBy(new SplitPlan { Folds = 5, Test = 0 }).Problems);

        Assert.True(problem.Blocks);
        Assert.Equal("4 patients are too few for 5 folds: each fold needs one. Take fewer folds, or label more.", problem.Message);
    }

    [Fact]
    public void Make_OtherSeed_GivesOtherParts() => Assert.NotEqual(
        SplitImages.Patients(50).PartBy(new SplitPlan { Seed = 1 }).Parts, SplitImages.Patients(50).PartBy(new SplitPlan { Seed = 2 }).Parts);

    [Fact]
    public void Make_EarlierVersion_KeepsItsPatientsAndFillsTheShares()
    {
        var first = SplitImages.Patients(10).PartBy().Parts;
        var grown = new SplitImages();
        for (var number = 1; number <= 100; number++)
            grown.Add($"P{number}", [1], earlier: number <= 10 ? first[number - 1] : Split.Unassigned);

        var second = grown.PartBy();

        Assert.Equal(first, second.Parts[..10]);
        Assert.Equal((70, 15, 15), Count(second));
    }

    [Fact]
    public void Make_ImageByImage_MayTearPatientsAndSaysSo()
    {
        var images = new SplitImages();
        for (var image = 0; image < 100; image++)
            images.Add($"P{image / 10}", [1]);

        var planned = images.PartBy(new SplitPlan { Unit = SplitUnit.Image, UnitReason = "As published" });

        Assert.Equal((70, 15, 15), Count(planned));
        Assert.NotEmpty(planned.Torn);
        Assert.Contains(planned.Problems, problem => !problem.Blocks && problem.Message.Contains("image by image", StringComparison.Ordinal));
    }

    static double Deviation(SplitImages images, SplitPlan plan) => SplitPreview.Of(images.PartBy(plan), []).Deviation;

    /// <summary>Patients of one to some images, with classes from frequent to rare.</summary>
    static SplitImages RandomImages(Random random, int count, bool withGiven)
    {
        var images = new SplitImages();
        for (var id = 0; id < count; id++)
        {
            int[] classes = [.. Enumerable.Range(1, 4).Where(index => random.Next(index * index) == 0)];
            images.Add($"P{random.Next(1 + (count / 3))}", classes, withGiven && random.Next(3) == 0 ? (Split)random.Next(1, 4) : Split.Unassigned);
        }

        return images;
    }

    static (int Training, int Validation, int Test) Count(PlannedSplit planned) => Count(planned.Parts);

    static (int Training, int Validation, int Test) Count(Split[] parts) => (
        parts.Count(split => split == Split.Training), parts.Count(split => split == Split.Validation), parts.Count(split => split == Split.Test));
}
