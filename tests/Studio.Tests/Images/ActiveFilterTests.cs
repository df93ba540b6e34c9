using Studio.Contracts.Projects;
using Studio.Features.Images;
using Studio.Storage;

namespace Studio.Tests.Images;

public sealed class ActiveFilterTests
{
    static readonly IReadOnlyList<ClassDefinition> Classes = [ClassPalette.Define(1, "Nerve"), ClassPalette.Define(2, "Vessel")];
    static readonly IReadOnlyList<Patient> Patients = [new() { Id = 12, Key = "P-1" }];
    static readonly IReadOnlyList<UserAccount> People = [new() { Id = 7, Name = "Ann", Initials = "A", PasswordHash = "" }];

    static readonly IReadOnlyList<Field> Fields = [new() { Id = 3, Name = "Sharpness", Kind = FieldKind.Number }, new() { Id = 4, Name = "Site", Kind = FieldKind.Text }];
    static readonly ImageVocabulary Words = new(Classes, Patients, People, Fields, [new() { Id = 5, Name = "Hard cases" }], []);
    static readonly Dictionary<string, string> Texts = new() { ["0123456789ab"] = "North" };

    [Theory]
    [InlineData("f3=0.3..", "Sharpness ≥ 0.3")]
    [InlineData("f3=..1200", "Sharpness ≤ 1200")]
    [InlineData("f3=0.3..0.75", "Sharpness 0.3 to 0.75")]
    [InlineData("f3=none", "Sharpness: not known")]
    [InlineData("f4=0123456789ab", "Site: North")]
    [InlineData("f4=0123456789ac", "Site: a value that is gone")]
    [InlineData("f9=1..2", "A column that is gone 1 to 2")]
    [InlineData("collection=5", "Collection: Hard cases")]
    [InlineData("left-out=only", "Left out")]
    public void Of_ColumnOrCollection_SaysWhatIsChosen(string query, string expected)
    {
        var chip = Assert.Single(ActiveFilter.Of(ImageView.Parse(1, query).Filter, Words, Texts));
        Assert.Equal(expected, chip.Name);
        Assert.Equal("", new ImageView(chip.Without, ImageLayout.Grid, ImageView.DefaultPx).ToQuery());
    }

    [Fact]
    public void Of_NoFilter_HasNoChips() => Assert.Empty(ActiveFilter.Of(new ImageFilter { ProjectId = 1 }, Words, Texts));

    [Fact]
    public void Of_EveryFilter_NamesEachOnce()
    {
        var filter = ImageView.Parse(1, "ids=1,2&state=in-review,accepted&class=1,none&split=test&assigned=me,none&patient=12&q=abc", userId: 7).Filter;

        Assert.Equal(
            ["2 chosen", "State: 2 of 4", "Contains: Nerve or nothing", "Split: test", "Assigned: Ann or nobody", "Patient: P-1", "Search: abc"],
            ActiveFilter.Of(filter, Words, Texts).Select(chip => chip.Name));
    }

    [Fact]
    public void Of_PatientOfAnotherProject_NamesNobody() =>
        Assert.Equal("Patient: not in this project", Assert.Single(ActiveFilter.Of(new ImageFilter { ProjectId = 1, PatientId = 13 }, Words, Texts)).Name);

    [Fact]
    public void Without_EachChip_TakesOnlyItsOwnAway()
    {
        var filter = ImageView.Parse(1, "state=accepted&class=2,none&q=abc").Filter;

        var left = ActiveFilter.Of(filter, Words, Texts).Select(chip => new ImageView(chip.Without, ImageLayout.Grid, ImageView.DefaultPx).ToQuery());

        Assert.Equal(["class=2,none&q=abc", "state=accepted&q=abc", "state=accepted&class=2,none"], left);
    }
}
