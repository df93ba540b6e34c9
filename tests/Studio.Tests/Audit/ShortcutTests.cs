using System.Globalization;
using Studio.Contracts.Projects;
using Studio.Features.Audit;

namespace Studio.Tests.Audit;

/// <summary>Many made-up sets: what is planted is found, and what is clean raises no alarm.</summary>
public sealed class ShortcutTests
{
    const int Seeds = 20;

    /// <summary>Of 500 sets of 40 and 100 patients none raised an alarm; this many are looked at in every test run.</summary>
    const int CleanSeeds = 50;

    static readonly ClassDefinition Lesion = ClassPalette.Define(1, "lesion");

    [Fact]
    public void Answer_CleanSets_RaiseNoAlarm()
    {
        var alarms = Answers(40, ShortcutFault.None, CleanSeeds).Where(answer => answer.Findings.Count > 0)
            .Select(answer => $"{answer.Findings[0].Title}: {answer.Findings[0].Message}");

        Assert.Empty(alarms);
    }

    [Fact]
    public void Answer_BrighterAtOneSite_IsFoundAndSaid() => AssertFound(
        ShortcutFault.Brighter, 160, least: 0.85, finding => finding.Evidence.Facts.Any(fact => fact.Text.StartsWith("Brightness: they are ", StringComparison.Ordinal)),
        @"^At Site 1: Pictures that show lesion are [3-8](\.\d)? % brighter than others\.");

    [Fact]
    public void Answer_OtherSizeAtOneSite_IsFoundAndSaid() => AssertFound(
        ShortcutFault.OtherSize, 120, least: 0.9, finding => finding.Title.StartsWith("Size gives lesion away", StringComparison.Ordinal),
        @"^(At Site 1: )?Pictures that show lesion come in another size: 600 × 600 in \d+ % of them, in 0 % of the others\.");

    [Fact]
    public void Answer_OtherMaker_IsFoundAndSaid() => AssertFound(
        ShortcutFault.OtherMaker, 80, least: 0.9, finding => finding.Title == "Maker gives lesion away",
        @"^Pictures that show lesion come from another maker: Maker [01] in \d+ % of them, in \d+ % of the others\.");

    [Fact]
    public void Answer_ClassInEveryPicture_SaysThatThereIsNothingToTell()
    {
        var data = new ShortcutData(20, ShortcutFault.None, 1);

        var answer = ShortcutCheck.Answer([new TestedClass(Lesion, null, data.Units, [.. data.IsShown.Select(_ => true)])], default);

        Assert.Empty(answer.Findings);
        Assert.Equal("No class to test for shortcuts", answer.PassedTitle);
        Assert.Equal("lesion is in nearly every picture: no patient without it, so there is nothing to tell apart.", answer.PassedMessage);
    }

    [Fact]
    public void Answer_FewPatients_SaysThatTheyAreTooFew()
    {
        var data = new ShortcutData(6, ShortcutFault.OtherSize, 1);

        var answer = ShortcutCheck.Answer([new TestedClass(Lesion, null, data.Units, data.IsShown)], default);

        Assert.Empty(answer.Findings);
        Assert.Contains("too few to test; it takes 8 of each.", answer.PassedMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_CleanSet_NamesTheFigureItRestsOn()
    {
        var answer = Answers(60, ShortcutFault.None, seeds: 1)[0];

        Assert.Equal("No shortcut found", answer.PassedTitle);
        Assert.Matches(@"^Brightness, size and origin alone cannot tell the classes \(AUC 0\.\d\d, 0\.\d\d–0\.\d\d\)\.$", answer.PassedMessage);
        Assert.Matches(@"^AUC 0\.\d\d$", answer.PassedExtent);
    }

    [Fact]
    public void Finding_PlantedSize_HasBarsWithIntervalAndChance()
    {
        var finding = Answers(120, ShortcutFault.OtherSize, seeds: 1).SelectMany(answer => answer.Findings).First();

        Assert.Equal("All together", finding.Evidence.Bars[0].Name);
        Assert.Contains(finding.Evidence.Bars, bar => bar.Name == "Size");
        Assert.All(finding.Evidence.Bars, bar => Assert.True(bar.Reference == 0.5 && bar.Low <= bar.Value && bar.Value <= bar.High));
        Assert.Equal(AuditFixKind.ShowImages, finding.Fixes[0].Kind);
        Assert.NotEmpty(finding.Fixes[0].ImageIds);
    }

    /// <summary>In at least this share of the sets there is such a finding, and the first says what was planted.</summary>
    static void AssertFound(ShortcutFault fault, int patients, double least, Func<AuditFinding, bool> isExpected, string message)
    {
        var found = Answers(patients, fault).Select(answer => answer.Findings.FirstOrDefault(isExpected)).OfType<AuditFinding>().ToList();

        Assert.True(found.Count >= least * Seeds, string.Create(CultureInfo.InvariantCulture, $"{found.Count} of {Seeds} found"));
        Assert.Contains(found, finding => System.Text.RegularExpressions.Regex.IsMatch(finding.Message, message));
    }

    static AuditAnswer[] Answers(int patients, ShortcutFault fault, int seeds = Seeds) =>
    [
        .. Enumerable.Range(0, seeds).AsParallel().AsOrdered().Select(seed =>
        {
            var data = new ShortcutData(patients, fault, seed);
            return ShortcutCheck.Answer([new TestedClass(Lesion, null, data.Units, data.IsShown)], default);
        }),
    ];
}
