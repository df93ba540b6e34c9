using TorchSharp.Dispatch;
using Xunit;

namespace Studio.Torch.Tests;

public class OperatorTableTests
{
    public static TheoryData<string> Names => [.. Aten.All.Select(known => known.FullName)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Resolve_OperatorOfTheTable_IsKnownToThisLibtorch(string name)
    {
        var known = Aten.All.First(candidate => candidate.FullName == name);

        Assert.StartsWith("aten::", known.Schema, StringComparison.Ordinal);
        Assert.NotEmpty(known.Parameters);
    }

    [Fact]
    public void All_NoOperatorIsListedTwice() =>
        Assert.Empty(Aten.All.GroupBy(known => known.FullName).Where(group => group.Count() > 1).Select(group => group.Key));
}
