using Xunit;

namespace Studio.Statistics.Tests.Tests;

public sealed class McNemarTests
{
    const string Script = "Tests/paired_tests.py";

    /// <summary>1 against 5: at most one of six coins in 7 of 64 ways on either side; the mid-p leaves out half of the 12 of exactly one.</summary>
    [Fact]
    public void Of_OneImageAPatient_IsCountedByHand()
    {
        bool[] first = [true, false, false, false, false, false, true, true, false];
        bool[] second = [false, true, true, true, true, true, true, true, false];

        var answer = McNemar.Of(first, second)!;

        Assert.Equal((1, 5, 9), (answer.OnlyFirst, answer.OnlySecond, answer.Patients));
        Assert.True(answer.IsExact);
        Assert.Equal(14 / 64.0, answer.P, 1e-12);
        Assert.Equal(8 / 64.0, answer.MidP!.Value, 1e-12);
    }

    [Fact]
    public void Of_NothingDiffers_IsOne()
    {
        Assert.Equal(new McNemarAnswer(0, 0, 1, 1, null, 2), McNemar.Of([true, false], [true, false]));
        Assert.Equal(new McNemarAnswer(0, 0, 1, null, 0, 1), McNemar.Of([true, false], [true, false], [4, 4]));
        Assert.Equal(1, McNemar.Of([true, false], [false, true])!.P);
        Assert.Null(McNemar.Of([], []));
        Assert.Throws<ArgumentException>(() => McNemar.Of([true], [true, false]));
        Assert.Throws<ArgumentException>(() => McNemar.Of([true], [true], [1, 2]));
    }

    /// <summary>
    /// Patients of 2, 4 and 1 images with 1, −1 and 1 more right by the first: d = ½, −¼, 1; χ² = (5/4)² / (1/4 + 1/16 + 1) = 25/21.
    /// </summary>
    [Fact]
    public void Of_SeveralImagesOfAPatient_IsComputedByHand()
    {
        bool[] first = [true, false, false, true, true, true, true];
        bool[] second = [false, false, true, true, true, true, false];

        var answer = McNemar.Of(first, second, [0, 0, 1, 1, 1, 1, 2])!;

        Assert.Equal(25 / 21.0, answer.Statistic!.Value, 1e-12);
        Assert.Equal(0.2752335239, answer.P, 1e-9);
        Assert.False(answer.IsExact);
        Assert.Null(answer.MidP);
        Assert.Equal(3, answer.Patients);
    }

    [Fact]
    public void Of_RandomAnswers_EqualsScipy()
    {
        var questions = new List<object>();
        var answers = new List<McNemarAnswer>();
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var count = random.Next(20, 300);
            bool[] first = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < 0.8)];
            bool[] second = [.. first.Select(right => random.NextDouble() < 0.7 ? right : random.NextDouble() < 0.6)];
            int[]? clusters = seed % 2 == 0 ? null : [.. first.Select(_ => random.Next(count / 3))];
            var answer = McNemar.Of(first, second, clusters)!;
            answers.Add(answer);
            questions.Add(clusters is null
                ? new { test = "mcnemar", onlyFirst = answer.OnlyFirst, onlySecond = answer.OnlySecond }
                : new { test = "durkalski", first, second, clusters });
        }

        var theirs = PythonPeer.Ask(Script, questions).AsArray();

        Assert.All(answers, (answer, place) =>
        {
            Assert.Equal(theirs[place]!["p"].Number(), answer.P, 1e-10);
            Assert.Equal(theirs[place]!["statistic"]?.GetValue<double>() ?? 0, answer.Statistic ?? 0, 1e-10);
            Assert.Equal(theirs[place]!["midP"]?.GetValue<double>() ?? -1, answer.MidP ?? -1, 1e-10);
        });
    }

    /// <summary>Answers of a patient's images are alike, so that images taken for independent ones would cry wolf.</summary>
    [Fact]
    public void Of_ImagesOfAPatientAlike_IsFalseAlarmInOneOfTwenty()
    {
        var (clustered, independent) = (0, 0);
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var patients = Enumerable.Range(0, 50).Select(patient => (Patient: patient, First: random.NextDouble() < 0.7, Second: random.NextDouble() < 0.7)).ToList();
            var images = patients.SelectMany(item => Enumerable.Repeat(item, 1 + (item.Patient % 5))).ToList();
            bool[] first = [.. images.Select(item => item.First)];
            bool[] second = [.. images.Select(item => item.Second)];
            clustered += McNemar.Of(first, second, [.. images.Select(item => item.Patient)])!.P <= 0.05 ? 1 : 0;
            independent += McNemar.Of(first, second)!.P <= 0.05 ? 1 : 0;
        }

        Assert.InRange(clustered, 0.035 * 2000, 0.065 * 2000);
        Assert.True(independent > 0.15 * 2000);
    }
}
