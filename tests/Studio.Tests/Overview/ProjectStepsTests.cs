using Studio.Contracts.Jobs;
using Studio.Contracts.Recipes;
using Studio.Features.Audit;
using Studio.Features.Overview;
using Studio.Storage;

namespace Studio.Tests.Overview;

public sealed class ProjectStepsTests
{
    static readonly ProjectFacts Empty = new("usgra", 0, 0, 0, 0, null, null, null, null);
    static readonly ProjectFacts Labelled = Empty with { Images = 244, Patients = 61, Labelled = 204, Audit = Audited() };

    static readonly DatasetVersion Version = new()
    {
        Number = 3,
        Hash = "",
        TrainingPatients = 43,
        ValidationPatients = 9,
        TestPatients = 9,
    };

    /// <summary>What one check found that has gone to its end.</summary>
    static AuditState Audited(params AuditFinding[] findings)
    {
        var result = new AuditCheckResult("duplicates", "The same picture twice", new AuditAnswer(findings, "No picture twice", "200 compared."), null, 1);
        var run = new AuditRun { Id = 1, State = AuditRunState.Done, DataHash = "hash", ChecksJson = StoredChecks.Write([result]) };
        return AuditState.Of([run], ["duplicates"], new Dictionary<string, FindingReview>(), []);
    }

    static AuditFinding Finding(long image, AuditSeverity severity) => new(
        "same-picture", severity, "Same picture in training and test", "1 pair", $"0043 and {image} are the same picture. Keep one of them.",
        new AuditEvidence([43, image], ["0043", $"{image}"], new Dictionary<string, double>()));

    static Run RunIn(JobState? state, double? bestMeanIou = null, string? reason = null) => new()
    {
        Number = 12,
        Name = "Run 12",
        RecipeId = "unet",
        RecipeYaml = "",
        Device = "auto",
        State = state,
        BestScore = bestMeanIou,
        Reason = reason,
    };

    static ProjectFacts With(Run run, int epoch = 0, bool hasScore = false) => Labelled with
    {
        LatestVersion = Version,
        LatestRun = new RunFacts(run, epoch, 120, IsPaused: false),
        BestRun = hasScore ? run : null,
    };

    static Model ModelIn(ModelStage stage) => new() { Number = 2, RunNumber = 12, RunName = "Run 12", Stage = stage };

    static string? OpenTitle(ProjectFacts facts)
    {
        var steps = ProjectSteps.Compute(facts);
        return ProjectSteps.FindOpen(steps) is { } open ? steps[open].Title : null;
    }

    [Fact]
    public void Open_EmptyProject_IsImport()
    {
        Assert.Equal("Bring in images", OpenTitle(Empty));
        Assert.All(ProjectSteps.Compute(Empty), step => Assert.Equal(StepState.Waiting, step.State));
    }

    [Theory]
    [InlineData(244, 0, "Label them", "0 of 244 labelled. About 20 are enough to start.")]
    [InlineData(244, 19, "Label them", "19 of 244 labelled. About 20 are enough to start.")]
    [InlineData(244, 20, "Freeze a version", "20 labelled, enough to start. 224 still open.")]
    [InlineData(244, 244, "Freeze a version", "All 244 images are labelled.")]
    [InlineData(3, 2, "Label them", "2 of 3 labelled. About 3 are enough to start.")]
    [InlineData(3, 3, "Freeze a version", "All 3 images are labelled.")]
    public void Labels_Count_DecidesWhetherTheyAreEnough(int images, int labelled, string open, string fact)
    {
        var facts = Empty with { Images = images, Labelled = labelled, Audit = Audited() };

        Assert.Equal(open, OpenTitle(facts));
        Assert.Equal(fact, ProjectSteps.Compute(facts)[1].Fact);
    }

    [Fact]
    public void Images_WithPatients_AreCounted() =>
        Assert.Equal("244 images from 61 patients, 0 rejected", ProjectSteps.Compute(Labelled)[0].Fact);

    [Fact]
    public void Audit_NotYetMade_OpensBeforeFreezing() => Assert.Equal("Check the data", OpenTitle(Labelled with { Audit = AuditState.None }));

    [Fact]
    public void Audit_OpenProblems_AreTheOpenStep()
    {
        var facts = Labelled with { LatestVersion = Version, Audit = Audited(Finding(77, AuditSeverity.Problem), Finding(78, AuditSeverity.Problem)) };

        Assert.Equal("Fix two problems before you trust any number", OpenTitle(facts));
        var step = ProjectSteps.Compute(facts)[2];
        Assert.Equal((StepState.Warned, "/p/usgra/audit", "Look at the findings"), (step.State, step.Address, step.Action));
        Assert.Equal("0043 and 77 are the same picture. 0043 and 78 are the same picture.", step.Fact);
    }

    [Fact]
    public void Audit_HintsAlone_AreCounted()
    {
        var step = ProjectSteps.Compute(Labelled with { Audit = Audited(Finding(77, AuditSeverity.Hint)) })[2];

        Assert.Equal((StepState.Done, "1 check, no open problem, 1 hint"), (step.State, step.Fact));
    }

    [Fact]
    public void Version_Frozen_OpensTraining()
    {
        var facts = Labelled with { LatestVersion = Version };

        Assert.Equal("Version 3, split by patient: 43 training, 9 validation, 9 test", ProjectSteps.Compute(facts)[3].Fact);
        Assert.Equal("Train", OpenTitle(facts));
    }

    [Fact]
    public void Training_Running_LeavesNothingOpen()
    {
        var facts = With(RunIn(JobState.Running, bestMeanIou: 0.6), epoch: 86);

        Assert.Null(OpenTitle(facts));
        Assert.Equal("Run 12 is at epoch 86 of 120, mean IoU 0.60 so far", ProjectSteps.Compute(facts)[4].Fact);
    }

    [Fact]
    public void Training_FailedWithoutResult_OpensWithItsCause()
    {
        var facts = With(RunIn(JobState.Failed, reason: "Memory ran out."));

        Assert.Equal("Train", OpenTitle(facts));
        var step = ProjectSteps.Compute(facts)[4];
        Assert.Equal(StepState.Failed, step.State);
        Assert.Equal("Run 12 failed: Memory ran out.", step.Fact);
        Assert.Equal("/p/usgra/runs/12", step.Address);
    }

    [Fact]
    public void Training_Cancelled_CanBeStartedAgain()
    {
        var facts = With(RunIn(JobState.Cancelled));

        Assert.Equal("Train", OpenTitle(facts));
        Assert.Equal("/p/usgra/train", ProjectSteps.Compute(facts)[4].Address);
    }

    [Fact]
    public void Model_Candidate_WaitsForApproval()
    {
        var done = With(RunIn(JobState.Succeeded, bestMeanIou: 0.67), hasScore: true);

        Assert.Equal("Release a model", OpenTitle(done));
        Assert.Equal("Release a model", OpenTitle(done with { LatestModel = ModelIn(ModelStage.Candidate) }));
        Assert.Null(OpenTitle(done with { LatestModel = ModelIn(ModelStage.Approved) }));
    }
}
