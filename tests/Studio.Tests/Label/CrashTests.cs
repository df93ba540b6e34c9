using Studio.Harness;

namespace Studio.Tests.Label;

/// <summary>What annotators were told is stored, after the studio was killed while they drew. `./studio bench durability` does ten times as much.</summary>
public sealed class CrashTests
{
    const int Annotators = 10;
    const int Kills = 5;

    [Fact]
    public async Task Studio_KilledUnderLoad_LosesNoAcknowledgedStrokeAndStoresNoneTwice()
    {
        await using var team = await AnnotatorTeam.StartAsync(Annotators, new ImageSize(1280, 1024, 2), new ImageSize(256, 256, 2));

        var report = await new CrashTrial(team).RunAsync(Kills);

        Assert.Equal(Kills, report.Restarts.Count);
        Assert.True(report.Acknowledged > Annotators, $"Only {report.Acknowledged} strokes were acknowledged.");
        Assert.Equal((0, 0, 0), (report.Lost, report.Doubled, report.LabelsWrong));
        Assert.True(report.LabelsCompared >= Annotators);
    }
}
