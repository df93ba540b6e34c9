using Studio.Contracts.Projects;
using Studio.Features.Import;
using Studio.Features.Import.Masks;

namespace Studio.Tests.Import;

public sealed class MaskValuePlannerTests
{
    static readonly ImportRequest Request = new() { ProjectId = 1, Consent = MaskConsent.TakeClassNumbers };

    static readonly ClassDefinition[] NerveAndVessel = [ClassPalette.Define(1, "Nerve"), ClassPalette.Define(2, "Vessel")];

    [Fact]
    public void Decide_ClassNumbersInANewProject_NamesTheClasses()
    {
        var (plan, proposals) = Decide([0, 1, 2], [], Request);

        Assert.Empty(proposals);
        Assert.Equal(["Class 1", "Class 2"], plan!.Classes);
        Assert.Equal("Class 2", plan.ClassOfValue[2]);
        Assert.Equal("", plan.ClassOfValue[0]);
    }

    [Fact]
    public void Decide_ClassNumbersOfKnownClasses_NeverAsks()
    {
        var (plan, _) = Decide([0, 1, 2], NerveAndVessel, Request with { Consent = MaskConsent.Ask });

        Assert.Equal("Vessel", plan!.ClassOfValue[2]);
    }

    [Fact]
    public void Decide_ClassNumbersInTheBrowser_AsksForNames() =>
        Assert.Null(Decide([0, 1], [], Request with { Consent = MaskConsent.Ask }).Plan);

    [Fact]
    public void Decide_GreyLevels_ProposesInAscendingOrder()
    {
        var (plan, proposals) = Decide([0, 128, 255], NerveAndVessel, Request);

        Assert.Null(plan);
        Assert.Equal([(0, ""), (128, "Nerve"), (255, "Vessel")], proposals.Select(item => (item.Value, item.ProposedName!)));
    }

    [Fact]
    public void Decide_GreyLevelsAccepted_TakesTheProposal() =>
        Assert.Equal("Vessel", Decide([0, 128, 255], NerveAndVessel, Request with { Consent = MaskConsent.AcceptProposal }).Plan!.ClassOfValue[255]);

    [Fact]
    public void Decide_ValueBeyondTheClasses_AsksEvenWhenProposalsAreAccepted()
    {
        var (plan, proposals) = Decide([0, 1, 2, 3], NerveAndVessel, Request with { Consent = MaskConsent.AcceptProposal });

        Assert.Null(plan);
        Assert.Null(proposals.Single(item => item.Value == 3).ProposedName);
    }

    [Fact]
    public void Decide_SaidValues_AreTakenAsSaid()
    {
        var said = Request with { MaskValues = new Dictionary<int, string> { [64] = "Vessel", [255] = "" } };

        var (plan, _) = Decide([0, 64, 255], NerveAndVessel, said);

        Assert.Equal(("Vessel", "", ""), (plan!.ClassOfValue[64], plan.ClassOfValue[255], plan.ClassOfValue[0]));
        Assert.Equal(["Vessel"], plan.Classes);
    }

    [Fact]
    public void Decide_SaidValuesLackOne_AsksForIt()
    {
        var said = Request with { MaskValues = new Dictionary<int, string> { [64] = "Vessel" } };

        var (plan, proposals) = Decide([0, 64, 65], NerveAndVessel, said);

        Assert.Null(plan);
        Assert.Null(proposals.Single(item => item.Value == 65).ProposedName);
    }

    [Fact]
    public void Decide_GapInTheNumbers_KeepsTheNumberOfTheHigherClass()
    {
        var (plan, _) = Decide([0, 2], [], Request with { Consent = MaskConsent.AcceptProposal });

        Assert.Equal(["Class 1", "Class 2"], plan!.Classes);
    }

    static (MaskValuePlan? Plan, IReadOnlyList<Contracts.Import.MaskValueProposal> Proposals) Decide(
        int[] values, ClassDefinition[] classes, ImportRequest request) =>
        MaskValuePlanner.Decide(values.ToDictionary(value => value, _ => 10L), classes, request);
}
