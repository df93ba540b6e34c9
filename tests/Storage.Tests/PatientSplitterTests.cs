using Studio.Contracts.Projects;
using Xunit;

namespace Studio.Storage.Tests;

public sealed class PatientSplitterTests
{
    [Fact]
    public void Assign_AnyCollection_KeepsItsPromises()
    {
        var random = new Random(20260301);
        for (var round = 0; round < 500; round++)
        {
            var withFixed = round % 3 == 0;
            var candidates = RandomCandidates(random, random.Next(1, 60), withFixed);
            var seed = random.Next();

            var splits = PatientSplitter.Assign(candidates, seed);

            Assert.Equal(candidates.Count, splits.Count);
            Assert.All(candidates.Where(item => item.FixedSplit is not null), item => Assert.Equal(item.FixedSplit, splits[item.ImageId]));
            Assert.DoesNotContain(Split.Unassigned, splits.Values);
            var torn = candidates.GroupBy(item => item.PatientKey)
                .Where(images => images.Select(image => splits[image.ImageId]).Distinct().Count() > 1);
            Assert.All(torn, images => Assert.True(images.Select(image => image.FixedSplit).OfType<Split>().Distinct().Count() > 1));
            var shuffled = candidates.OrderBy(_ => random.Next()).ToList();
            Assert.Equal(splits.OrderBy(pair => pair.Key), PatientSplitter.Assign(shuffled, seed).OrderBy(pair => pair.Key));
        }
    }

    [Theory]
    [InlineData(1, 1, 0, 0)]
    [InlineData(2, 1, 1, 0)]
    [InlineData(3, 1, 1, 1)]
    [InlineData(4, 2, 1, 1)]
    [InlineData(20, 14, 3, 3)]
    [InlineData(100, 70, 15, 15)]
    public void Assign_Patients_ReachTheShares(int patients, int training, int validation, int test)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var splits = PatientSplitter.Assign(Patients(patients), seed);

            Assert.Equal((training, validation, test), Count(splits));
        }
    }

    [Fact]
    public void Assign_FixedTest_SplitsTheRest85To15()
    {
        var fixedTest = Enumerable.Range(1000, 10).Select(id => new SplitCandidate(id, $"T{id}", new HashSet<int>(), Split.Test, null));

        var splits = PatientSplitter.Assign([.. Patients(100), .. fixedTest], seed: 1);

        Assert.Equal((85, 15, 10), Count(splits));
    }

    [Fact]
    public void Assign_FixedTestAndTwoPatients_HasTrainingAndValidation()
    {
        var splits = PatientSplitter.Assign(
            [.. Patients(2), new SplitCandidate(9, "T", new HashSet<int>(), Split.Test, null)], seed: 1);

        Assert.Equal((1, 1, 1), Count(splits));
    }

    [Fact]
    public void Assign_FixedTrainingOnly_FillsTheHeldOutSplitsFirst()
    {
        var fixedTraining = new SplitCandidate(9, "T", new HashSet<int>(), Split.Training, null);

        var splits = PatientSplitter.Assign([.. Patients(1), fixedTraining], seed: 1);

        Assert.Equal((1, 1, 0), Count(splits));
    }

    [Fact]
    public void Assign_PatientPartlyFixed_FollowsTheMostHeldOutImage()
    {
        var none = new HashSet<int>();
        SplitCandidate[] candidates =
        [
            new(1, "A", none, Split.Training, null), new(2, "A", none, Split.Test, null), new(3, "A", none, null, null),
            new(4, "B", none, null, null),
        ];

        var splits = PatientSplitter.Assign(candidates, seed: 1);

        Assert.Equal([Split.Training, Split.Test, Split.Test], [splits[1], splits[2], splits[3]]);
    }

    [Fact]
    public void Assign_RareClass_IsInEverySplit()
    {
        // 20 of 100 patients hold class 2: each split gets its share of them, within one.
        for (var seed = 0; seed < 20; seed++)
        {
            var candidates = Enumerable.Range(1, 100)
                .Select(id => new SplitCandidate(id, $"P{id}", new HashSet<int>(id % 5 == 0 ? [1, 2] : [1]), null, null))
                .ToList();

            var splits = PatientSplitter.Assign(candidates, seed);

            var rare = Count(splits.Where(pair => pair.Key % 5 == 0).ToDictionary());
            Assert.InRange(rare.Training, 13, 15);
            Assert.InRange(rare.Validation, 2, 4);
            Assert.InRange(rare.Test, 2, 4);
        }
    }

    [Fact]
    public void Assign_OtherSeed_GivesOtherSplits()
    {
        var candidates = Patients(50);

        Assert.NotEqual(
            PatientSplitter.Assign(candidates, 1).OrderBy(pair => pair.Key),
            PatientSplitter.Assign(candidates, 2).OrderBy(pair => pair.Key));
    }

    [Fact]
    public void Assign_EarlierVersion_KeepsItsPatientsAndFillsTheShares()
    {
        var first = PatientSplitter.Assign(Patients(10), seed: 1);
        var grown = Patients(100).ConvertAll(
            item => first.TryGetValue(item.ImageId, out var split) ? item with { EarlierSplit = split } : item);

        var second = PatientSplitter.Assign(grown, seed: 1);

        Assert.All(first, pair => Assert.Equal(pair.Value, second[pair.Key]));
        Assert.Equal((70, 15, 15), Count(second));
    }

    static List<SplitCandidate> Patients(int count) => Enumerable.Range(1, count)
        .Select(id => new SplitCandidate(id, $"P{id}", new HashSet<int> { 1 }, null, null))
        .ToList();

    static List<SplitCandidate> RandomCandidates(Random random, int count, bool withFixed) => Enumerable.Range(1, count)
        .Select(id => new SplitCandidate(
            id,
            $"P{random.Next(count)}",
            Enumerable.Range(1, 3).Where(_ => random.Next(2) == 0).ToHashSet(),
            withFixed && random.Next(3) == 0 ? (Split)random.Next(1, 4) : null,
            null))
        .ToList();

    static (int Training, int Validation, int Test) Count(IReadOnlyDictionary<long, Split> splits) => (
        splits.Values.Count(split => split == Split.Training),
        splits.Values.Count(split => split == Split.Validation),
        splits.Values.Count(split => split == Split.Test));
}
