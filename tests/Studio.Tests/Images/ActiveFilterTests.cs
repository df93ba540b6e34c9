using Studio.Contracts.Projects;
using Studio.Features.Images;
using Studio.Storage;

namespace Studio.Tests.Images;

public sealed class ActiveFilterTests
{
    static readonly IReadOnlyList<ClassDefinition> Classes = [ClassPalette.Define(1, "Nerve"), ClassPalette.Define(2, "Vessel")];
    static readonly IReadOnlyList<Patient> Patients = [new() { Id = 12, Key = "P-1" }];
    static readonly IReadOnlyList<UserAccount> People = [new() { Id = 7, Name = "Ann", Initials = "A", PasswordHash = "" }];

    [Fact]
    public void Of_NoFilter_HasNoChips() => Assert.Empty(ActiveFilter.Of(new ImageFilter { ProjectId = 1 }, Classes, Patients, People));

    [Fact]
    public void Of_EveryFilter_NamesEachOnce()
    {
        var filter = ImageView.Parse(1, "ids=1,2&state=in-review,accepted&class=1,none&split=test&assigned=me,none&patient=12&q=abc", userId: 7).Filter;

        Assert.Equal(
            ["2 chosen", "State: 2 of 4", "Contains: Nerve or nothing", "Split: test", "Assigned: Ann or nobody", "Patient: P-1", "Search: abc"],
            ActiveFilter.Of(filter, Classes, Patients, People).Select(chip => chip.Name));
    }

    [Fact]
    public void Of_PatientOfAnotherProject_NamesNobody() =>
        Assert.Equal("Patient: not in this project", Assert.Single(ActiveFilter.Of(new ImageFilter { ProjectId = 1, PatientId = 13 }, Classes, Patients, People)).Name);

    [Fact]
    public void Without_EachChip_TakesOnlyItsOwnAway()
    {
        var filter = ImageView.Parse(1, "state=accepted&class=2,none&q=abc").Filter;

        var left = ActiveFilter.Of(filter, Classes, Patients, People).Select(chip => new ImageView(chip.Without, ImageLayout.Grid, ImageView.DefaultPx).ToQuery());

        Assert.Equal(["class=2,none&q=abc", "state=accepted&q=abc", "state=accepted&class=2,none"], left);
    }
}
