using Xunit;

namespace Studio.Storage.Tests;

public sealed class AssignmentSharesTests
{
    [Fact]
    public void Share_GroupsOfDifferentSizes_AreEvenAndWhole()
    {
        PatientGroup[] groups = [Group("a", 2), Group("b", 5), Group("c", 3), Group("d", 1), Group("e", 4)];

        var shares = AssignmentShares.Share(groups, [7, 8, 9], readers: 1);

        Assert.All(shares.Values, people => Assert.Single(people));
        Assert.Equal([5, 5, 5], Sums(groups, shares, 7, 8, 9));
    }

    [Fact]
    public void Share_TwoReaders_AreDifferentPeopleAndEven()
    {
        var groups = Enumerable.Range(0, 9).Select(index => Group($"patient {index}", 1)).ToList();

        var shares = AssignmentShares.Share(groups, [7, 8, 9], readers: 2);

        Assert.All(shares.Values, people => Assert.Equal(2, people.Distinct().Count()));
        Assert.Equal([6, 6, 6], Sums(groups, shares, 7, 8, 9));
    }

    [Fact]
    public void Share_PatientThatSomebodyHas_StaysWithThem()
    {
        PatientGroup[] groups = [Group("a", 4), new("b", 3, [7]), Group("c", 1)];

        var shares = AssignmentShares.Share(groups, [7, 8], readers: 1);

        Assert.Equal([7], shares["b"]);
    }

    [Fact]
    public void Share_HolderWhoIsNotChosen_GetsNothing()
    {
        var shares = AssignmentShares.Share([new PatientGroup("a", 1, [5])], [7, 8], readers: 1);

        Assert.Equal([7], shares["a"]);
    }

    static PatientGroup Group(string key, int images) => new(key, images, []);

    static int[] Sums(IReadOnlyCollection<PatientGroup> groups, IReadOnlyDictionary<string, IReadOnlyList<long>> shares, params long[] people) =>
        [.. people.Select(person => groups.Where(group => shares[group.Key].Contains(person)).Sum(group => group.Images))];
}
