using Studio.CommandLine;
using Studio.Contracts.Jobs;
using Studio.Contracts.Packages;
using Studio.Contracts.Projects;
using Studio.Contracts.Recipes;
using Studio.Features.Account;
using Studio.Features.Calibration;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;
using Studio.Tests.LabelReview;

namespace Studio.Tests.Calibration;

/// <summary>Figures by hand: see <see cref="JudgedRuns.JudgeTagsAsync"/>.</summary>
public sealed class CalibrationTests : IAsyncLifetime
{
    readonly TemporaryFolder folder = new();
    TestStudio studio = null!;
    NoduleProject nodules = null!;
    JudgedRuns runs = null!;

    public async ValueTask InitializeAsync()
    {
        studio = await TestStudio.StartAsync(folder, TestStudio.NoDispatch);
        nodules = await NoduleProject.CreateAsync(studio.Services, images: 40, swapEvery: 10);
        runs = new JudgedRuns(studio, nodules);
    }

    public async ValueTask DisposeAsync()
    {
        await studio.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Tags_AsTheyAre_HaveTheErrorsOfTheirTwoBins()
    {
        var answers = await runs.JudgeTagsAsync();
        var judged = Assert.Single(ClassConfidence.List(answers, Mending.None, MendedAnswers.Of(answers, Mending.None)));

        // (20 · |0.9 − 0.75| + 20 · |0.1 − 0.05|) / 40, and (15 + 19) · 0.01 + (5 + 1) · 0.81 over 40.
        Assert.Equal(0.1, judged.Before.Error!.Value, 12);
        Assert.Equal(0.13, judged.Before.Brier!.Value, 12);
        Assert.Equal((0.5, 0.4), (Math.Round(judged.Before.Confidence, 12), Math.Round(judged.Before.Share, 12)));
        Assert.Null(judged.After);
        Assert.Equal("Mostly. It is off by 10 % on average.", CalibrationWording.Verdict(judged.Before));
        Assert.Equal("When it says 0.90, it is so in 0.75 of 20 images.", CalibrationWording.Example(judged.Before, answers.Kind));
    }

    [Fact]
    public async Task Platt_WithPatientsEnough_IsJudgedOnOthersAndBringsSomething()
    {
        var answers = await runs.JudgeTagsAsync(sure: 0.999);
        var mended = MendedAnswers.Of(answers, Mending.Platt);
        var judged = Assert.Single(ClassConfidence.List(answers, Mending.Platt, mended));

        Assert.Equal([true], mended.IsCrossFitted);
        Assert.Equal(ProbabilityScalings.Platt, mended.Scaling!.Method);
        Assert.InRange(mended.Scaling.Factors[0].Slope, 0.1, 0.5);

        // Six of forty wrong and sure of it.
        Assert.Equal(0.1497, judged.Before.Brier!.Value, 4);
        Assert.InRange(judged.After!.Brier!.Value, 0.1175, 0.14);
        Assert.Contains("; Brier score 0.150, mended 0.1", CalibrationWording.Worth(judged.Before, judged.After), StringComparison.Ordinal);

        // With two values the fit meets the shares of both, of Platt's targets 17/18 and 1/26 in place of 1 and 0.
        Assert.Equal((0.75 * 17 / 18) + (0.25 / 26), mended.Applied[0][0], 9);
        Assert.Equal((0.05 * 17 / 18) + (0.95 / 26), mended.Applied[0][39], 9);
        Assert.NotEqual(mended.Applied[0], mended.Judged[0]);
        Assert.Contains("judged on patients that had no part in the fit", CalibrationWording.Fitted(answers, mended, Mending.Platt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Platt_WithFewPatients_SaysThatItIsJudgedOnWhatItWasFittedOn()
    {
        var answers = await runs.JudgeTagsAsync(patientOf: place => $"patient {place % 4}");
        var mended = MendedAnswers.Of(answers, Mending.Platt);

        Assert.Equal([false], mended.IsCrossFitted);
        Assert.Same(mended.Applied[0], mended.Judged[0]);
        Assert.Contains("Judged on the images it was fitted on", CalibrationWording.Fitted(answers, mended, Mending.Platt), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Temperature_OfAFlatterTruth_IsAboveOne()
    {
        var mended = MendedAnswers.Of(await runs.JudgeTagsAsync(), Mending.Temperature);

        Assert.InRange(1 / mended.Scaling!.Factors[0].Slope, 1.1, 3);
        Assert.Equal(0, mended.Scaling.Factors[0].Offset);
    }

    [Theory]
    [InlineData(ThresholdGoal.Sensitivity, 0.9, 0.5, 15 / 16.0, 19 / 24.0)]
    [InlineData(ThresholdGoal.Sensitivity, 0.95, 0.1, 1.0, 0.0)]
    [InlineData(ThresholdGoal.Specificity, 0.75, 0.5, 15 / 16.0, 19 / 24.0)]
    [InlineData(ThresholdGoal.Precision, 0.7, 0.5, 15 / 16.0, 19 / 24.0)]
    [InlineData(ThresholdGoal.Youden, 0, 0.5, 15 / 16.0, 19 / 24.0)]
    [InlineData(ThresholdGoal.Stated, 0.95, 0.95, 0.0, 1.0)]
    public async Task Threshold_ForAGoal_IsTheOneByHand(ThresholdGoal goal, double target, double threshold, double sensitivity, double specificity)
    {
        var draft = OperatingPointDraft.Of(await runs.JudgeTagsAsync(), Mending.None, [new ThresholdWish(1, goal, target)]);

        Assert.Empty(draft.Problems);
        var chosen = Assert.Single(draft.Point.Thresholds);
        Assert.Equal((threshold, sensitivity, specificity), (Math.Round(chosen.Threshold, 12), chosen.Sensitivity!.Value, chosen.Specificity!.Value));
        Assert.Equal((goal, target), (chosen.Goal, chosen.Target));
    }

    [Fact]
    public async Task Threshold_InWords_CountsOfAHundredAndHasAnIntervalByPatient()
    {
        var answers = await runs.JudgeTagsAsync();
        var outcome = OperatingPointDraft.Of(answers, Mending.None, [new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.9)]).Outcomes[0];
        var grouped = await runs.JudgeTagsAsync(patientOf: place => $"patient {place / 2}");
        var clustered = OperatingPointDraft.Of(grouped, Mending.None, [new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.9)]).Outcomes[0];

        Assert.Equal(
            "Of 100 with nodule it finds 94. Of 100 without, it calls 21. In numbers: 15 found, 1 missed, 5 called wrongly, 19 left alone.",
            CalibrationWording.Confusion(outcome, answers.Kind));

        // Wilson's interval of 15 of 16.
        Assert.Equal((0.7167, 0.9889), (Math.Round(outcome.Sensitivity!.Value.Low, 4), Math.Round(outcome.Sensitivity.Value.High, 4)));
        Assert.NotEqual(outcome.Sensitivity.Value.Low, clustered.Sensitivity!.Value.Low);
        Assert.Equal(
            "Answers from 0.5 on: finds at least 0.9 of what is there (validation: finds 0.94, leaves 0.79 alone, 0.75 of the answers right).",
            CalibrationWording.Chosen(outcome.Chosen!));
    }

    [Fact]
    public async Task Wish_OutOfReach_SaysTheBestThatCan()
    {
        var answers = await runs.JudgeTagsAsync();
        var draft = OperatingPointDraft.Of(answers, Mending.None, [new ThresholdWish(1, ThresholdGoal.Precision, 0.9)]);

        Assert.Equal(["nodule: With no threshold so many answers are right. With the best one 0.75 are."], draft.Problems);
        Assert.Empty(draft.Point.Thresholds);
        await Assert.ThrowsAsync<StorageException>(() => studio.Get<OperatingPointService>().SaveAsync(answers, draft, user: null));
        Assert.Null(await studio.Get<OperatingPointStore>().FindLatestAsync(answers.Run.Id));
    }

    [Fact]
    public async Task Choice_OfALead_CountsForTheNextEvaluationAndAnAnnotatorsDoesNot()
    {
        var answers = await runs.JudgeTagsAsync();
        var service = studio.Get<OperatingPointService>();
        var user = await studio.Get<UserStore>().CreateAsync(new NewUser("Lea", "L", UserRole.Lead, "hash"));
        var lead = new CurrentUser(user.Id, "Lea", "L", "lead");
        var draft = OperatingPointDraft.Of(answers, Mending.Platt, [new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.9)]);

        await Assert.ThrowsAsync<StorageException>(() => service.SaveAsync(answers, draft, lead with { Role = "annotator" }));
        await service.SaveAsync(answers, OperatingPointDraft.Of(answers, Mending.None, []), lead);
        var stored = await service.SaveAsync(answers, draft, lead);

        var history = await studio.Get<OperatingPointStore>().ListAsync(answers.Run.Id);
        Assert.Equal([stored.Id, stored.Id - 1], history.Select(point => point.Id));
        Assert.Equal(draft.Point, (await studio.Get<OperatingPointStore>().FindLatestAsync(answers.Run.Id))!.Point);
        Assert.Equal("Lea", history[0].ChosenBy);
        Assert.Equal((Mending.Platt, new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.9)), (OperatingPointDraft.Of(history[0].Point).Mending, OperatingPointDraft.Of(history[0].Point).Wishes[0]));
        Assert.Contains("operating-point", (await studio.Get<AuditLog>().ListAsync(5)).Select(entry => entry.Action));
    }

    [Fact]
    public async Task Outlines_TakeTheirThresholdsWithTheTemperature()
    {
        var answers = await runs.JudgeAsync(await runs.StartAsync(JudgedRuns.Outlines), JudgedRuns.Result([JudgedRuns.Image(nodules.Images[0], "p")]) with
        {
            Calibration = [Diagram(0, 90, 0.95, 0.9), Diagram(1, 10, 0.95, 0.65)],
            Scaling = new ClassMapScaling(2, 100, 0.5, 0.4, [Diagram(0, 90, 0.91, 0.9), Diagram(1, 10, 0.7, 0.65)],
                [new ThresholdCurve(1, [new ThresholdStep(0, 10, 90, 0, 0), new ThresholdStep(0.25, 9, 10, 1, 80), new ThresholdStep(0.5, 6, 2, 4, 88), new ThresholdStep(0.75, 0, 0, 10, 90)])]),
        });
        ThresholdWish wish = new(1, ThresholdGoal.Sensitivity, 0.9);

        var draft = OperatingPointDraft.Of(answers, Mending.Temperature, [wish]);
        var judged = ClassConfidence.List(answers, Mending.Temperature, draft.Mended);

        Assert.Equal(["nodule", "Background"], judged.Select(item => item.Name));
        Assert.Equal((0.3, 0.05), (Math.Round(judged[0].Before.Error!.Value, 12), Math.Round(judged[0].After!.Error!.Value, 12)));
        Assert.Equal((0.25, 0.9, 80 / 90.0), (draft.Point.Thresholds[0].Threshold, draft.Point.Thresholds[0].Sensitivity!.Value, draft.Point.Thresholds[0].Specificity!.Value));
        Assert.Equal([new ScaleFactors(0.5, 0)], draft.Point.Scaling!.Factors);
        Assert.Null(draft.Outcomes[0].Sensitivity);
        Assert.Equal(["Thresholds of outlines are counted with the temperature. Choose it as well."], OperatingPointDraft.Of(answers, Mending.None, [wish]).Problems);
        Assert.Equal(
            ["nodule: No threshold finds so much. The best one finds 0.90 of what is there."],
            OperatingPointDraft.Of(answers, Mending.Temperature, [wish with { Target = 0.95 }]).Problems);
    }

    [Fact]
    public async Task Boxes_AreChosenByFalseOnesAndNotMended()
    {
        var answers = await runs.JudgeAsync(await runs.StartAsync(JudgedRuns.Boxes), JudgedRuns.Result(
        [
            JudgedRuns.Image(nodules.Images[0], "a") with { Found = [new FoundBoxResult(1, 0.9, 1023), new FoundBoxResult(1, 0.6, 0)], LabelledBoxes = new Dictionary<int, int> { [1] = 2 } },
            JudgedRuns.Image(nodules.Images[1], "b") with { Found = [new FoundBoxResult(1, 0.7, 1), new FoundBoxResult(1, 0.3, 0), new FoundBoxResult(1, 0.2, 0)], LabelledBoxes = new Dictionary<int, int> { [1] = 1 } },
        ]));

        var draft = OperatingPointDraft.Of(answers, Mending.None, [new ThresholdWish(1, ThresholdGoal.FalsePositives, 1)]);
        var chosen = draft.Point.Thresholds[0];

        Assert.Equal((0.25, 2 / 3.0, 1.0, 0.5), (chosen.Threshold, chosen.Sensitivity!.Value, chosen.FalsePositives!.Value, chosen.Precision!.Value));
        Assert.Null(chosen.Specificity);
        Assert.Equal(5, ClassConfidence.List(answers, Mending.None, draft.Mended)[0].Before.Count);
        Assert.Equal("Of 100 labelled boxes of nodule it finds 67. Of 100 boxes that it draws 50 are right. In numbers: 2 found, 1 missed, 2 called wrongly.", CalibrationWording.Confusion(draft.Outcomes[0], answers.Kind));
        Assert.Equal(["The confidence of a box is no probability that could be mended. Choose thresholds alone."], OperatingPointDraft.Of(answers, Mending.Platt, []).Problems);
        Assert.Equal(
            ["nodule: No threshold finds so much. The best one finds 0.67 of what is there."],
            OperatingPointDraft.Of(answers, Mending.None, [new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.95)]).Problems);
    }

    [Fact]
    public async Task Run_WithoutAValidation_SaysWhatToDo()
    {
        var run = await runs.StartAsync(JudgedRuns.Tags);
        var reader = studio.Get<CalibrationReader>();

        var open = await reader.ReadAsync(nodules.Project, run);
        var oneBox = await reader.ReadAsync(nodules.Project, await runs.StartAsync(JudgedRuns.OneBox));

        Assert.Equal((true, $"Run {run.Number} was not evaluated on its validation images yet."), (open.CanEvaluate, open.Problem));
        Assert.False(oneBox.CanEvaluate);
        Assert.Contains("nothing to calibrate", oneBox.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OneKindOfImages_CanNotBeFitted()
    {
        var answers = await runs.JudgeAsync(await runs.StartAsync(JudgedRuns.Tags), JudgedRuns.Result(
            [.. nodules.Images.Select((image, place) => JudgedRuns.Image(image, $"p{place}") with { Tags = [new TagOutcome(1, 0.2 + (0.01 * place), true)] })]));

        var draft = OperatingPointDraft.Of(answers, Mending.Platt, [new ThresholdWish(1, ThresholdGoal.Youden, 0)]);

        Assert.Equal(
            [
                "The validation images have only one kind of answers, so there is nothing to fit. Leave the confidence as it is.",
                "nodule: The validation images all have nodule, or all lack it, so no threshold can be judged.",
            ],
            draft.Problems);
    }

    [Theory]
    [InlineData("nodule", "write CLASS=GOAL")]
    [InlineData("lump=sensitivity:0.9", "knows no class \"lump\". Classes: nodule.")]
    [InlineData("nodule=recall:0.9", "\"recall\" is no goal for nodule. Goals: sensitivity:SHARE")]
    [InlineData("nodule=false-boxes:1", "have no such goal. Goals here: sensitivity, specificity, precision, youden, threshold.")]
    [InlineData("nodule=sensitivity", "sensitivity for nodule needs a number, e.g. sensitivity:0.95.")]
    [InlineData("nodule=sensitivity:95", "Give a share above 0, at most 1")]
    [InlineData("nodule=threshold:NaN", "A threshold lies above 0 and is at most 1.")]
    public async Task GoalOnTheCommandLine_ThatIsNone_NamesClassesAndWords(string text, string problem)
    {
        var answers = await runs.JudgeTagsAsync();

        Assert.Contains(problem, Assert.Throws<BadInputException>(() => GoalText.Parse(text, answers)).Message, StringComparison.Ordinal);
        Assert.Equal(new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.95), GoalText.Parse("Nodule=sensitivity:0.95", answers));
        Assert.Equal(new ThresholdWish(1, ThresholdGoal.Youden, 0), GoalText.Parse("nodule=youden", answers));
    }

    [Fact]
    public async Task Verb_StoresTheChoiceThroughTheSameService()
    {
        var answers = await runs.JudgeTagsAsync();
        string[] arguments = ["calibrate", "--run", $"{answers.Run.Number}", "--project", nodules.Project.Slug, "--data", folder["data"]];

        var read = await StudioProcess.RunAsync([.. arguments]);
        var stored = await StudioProcess.RunAsync([.. arguments, "--goal", "nodule=sensitivity:0.9", "--scale", "platt", "--json"]);
        var refused = await StudioProcess.RunAsync([.. arguments, "--goal", "nodule=precision:0.99", "--scale", "none"]);
        var unknown = await StudioProcess.RunAsync([.. arguments, "--scale", "isotonic"]);

        Assert.True(read.ExitCode == 0, read.Error);
        Assert.Contains("nodule: Mostly. It is off by 10 % on average.", read.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was changed.", read.Output, StringComparison.Ordinal);
        Assert.True(stored.ExitCode == 0, stored.Error);
        Assert.Equal((2, 2), (refused.ExitCode, unknown.ExitCode));
        Assert.Contains("nodule: With no threshold so many answers are right.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("'platt'", unknown.Error, StringComparison.Ordinal);
        var point = Assert.Single(await studio.Get<OperatingPointStore>().ListAsync(answers.Run.Id)).Point;
        Assert.Equal(OperatingPointDraft.Of(answers, Mending.Platt, [new ThresholdWish(1, ThresholdGoal.Sensitivity, 0.9)]).Point, point);
    }

    /// <summary>All of a class's pixels in one bin.</summary>
    static ClassCalibration Diagram(int classIndex, long count, double confidence, double share) => new(
        classIndex, [.. Enumerable.Range(0, 10).Select(bin => bin == (int)(confidence * 10) ? new CalibrationBin(count, confidence, share) : new CalibrationBin(0, 0, 0))]);
}
