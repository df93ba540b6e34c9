using Microsoft.Extensions.DependencyInjection;
using Studio.Contracts.Jobs;
using Studio.Contracts.Projects;
using Studio.Features.Account;
using Studio.Features.Audit;
using Studio.Features.Jobs;
using Studio.Features.LabelReview;
using Studio.Features.Runs;
using Studio.Harness;
using Studio.Storage;
using Studio.Tests.Jobs;

namespace Studio.Tests.LabelReview;

/// <summary>Swapped answers, a network that is really trained on them, and what the queue makes of its view.</summary>
public sealed class LabelQueueTests : IDisposable
{
    const int Images = 300;
    const int SwapEvery = 50;

    /// <summary>Seconds of work; minutes where other tests want the same cores.</summary>
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Helper threads that spin while they wait are many times slower when other tests use the same cores.
    static LabelQueueTests() => Environment.SetEnvironmentVariable("OMP_WAIT_POLICY", "passive");

    static readonly JobOptions RealTraining = new()
    {
        TrainingProgram = Repository.Program("src/Training", "Studio.Training"),
        Pulse = TimeSpan.FromMilliseconds(50),
    };

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TwoPercentSwapped_ATrainedNetwork_FindsAtLeastHalfInTheFirstTwentieth()
    {
        await using var studio = await TestStudio.StartAsync(folder, RealTraining);
        var nodules = await NoduleProject.CreateAsync(studio.Services, Images, SwapEvery);
        var owner = await OwnerAsync(studio);
        Assert.StartsWith("No run has been evaluated yet", (await AuditAsync(studio, nodules.Project)).PassedMessage, StringComparison.Ordinal);

        var run = await TrainAsync(studio, nodules.Project);
        var service = studio.Get<LabelReviewService>();
        Assert.Equal(3, await service.CheckAsync(owner, run, [Split.Training, Split.Validation, Split.Test]));
        Assert.Equal(0, await service.CheckAsync(owner, run, [Split.Training]));
        foreach (var job in await studio.Get<JobStore>().ListByRunAsync(run.Id))
            await WaitForSuccessAsync(studio, job.Id);

        var queue = await studio.Get<LabelReviewReader>().ReadAsync(nodules.Project);
        Assert.Equal((Images, 0), (queue.Labels.Count, queue.Unjudged));
        var first = LabelReviewQueue.First(queue.Labels);
        Assert.Equal(Images / 20, first.Count);
        var found = first.Count(label => nodules.Swapped.Contains(label.ImageId));
        Assert.True(found * 2 >= nodules.Swapped.Count, $"{found} of {nodules.Swapped.Count}: {string.Join(" ", first.Select(label => $"{label.Name} {label.Value:0.00}"))}");

        var finding = Assert.Single((await AuditAsync(studio, nodules.Project)).Findings);
        Assert.Equal((AuditSeverity.Hint, "label-doubts"), (finding.Severity, finding.Kind));
        Assert.Equal(queue.ConfidentlyDoubted.Select(label => label.ImageId), finding.Evidence.ImageIds);
        Assert.NotEmpty(finding.Evidence.ImageIds.Intersect(nodules.Swapped));
    }

    static async Task<Run> TrainAsync(TestStudio studio, Project project)
    {
        var started = await studio.Get<RunService>().StartAsync(new StartRun(project.Id, NoduleProject.Recipe, "text", null, "cpu", 7, null));
        Assert.DoesNotContain(started.Problems, problem => problem.Blocks);
        await WaitForSuccessAsync(studio, started.JobId!.Value);
        return (await studio.Get<RunStore>().FindAsync(started.Run!.Id))!;
    }

    static async Task WaitForSuccessAsync(TestStudio studio, Guid jobId)
    {
        using var limit = new CancellationTokenSource(Limit);
        var jobs = studio.Get<JobStore>();
        while ((await jobs.FindAsync(jobId, limit.Token))!.HasEnded == false)
            await Task.Delay(100, limit.Token);
        var job = (await jobs.FindAsync(jobId))!;
        Assert.True(job.State == JobState.Succeeded, $"{job.Reason} {job.Detail}");
    }

    static async Task<AuditAnswer> AuditAsync(TestStudio studio, Project project)
    {
        var results = await studio.Get<DataAudit>().RunAsync(project);
        return Assert.Single(results, result => result.Check == "label-doubts").Answer!;
    }

    static async Task<CurrentUser> OwnerAsync(TestStudio studio)
    {
        var user = await studio.Get<UserStore>().CreateAsync(new NewUser("Test Owner", "TO", UserRole.Owner, "hash"));
        return new CurrentUser(user.Id, user.Name, user.Initials, "owner");
    }
}
