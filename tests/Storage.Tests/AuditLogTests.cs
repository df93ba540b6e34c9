using Xunit;

namespace Studio.Storage.Tests;

public sealed class AuditLogTests
{
    [Fact]
    public async Task VerifyAsync_Untouched_IsWhole()
    {
        await using var folder = await TestFolder.CreateAsync();
        Assert.Equal(new AuditVerification(0, null, null), await folder.Audit.VerifyAsync());

        var first = await folder.Audit.AppendAsync(null, "project.create", "project/nerve", new { name = "Nerve" });
        var last = await folder.Audit.AppendAsync(7, "image.accept", "image/1", new { });

        Assert.Equal((new string('0', 64), first.Hash), (first.PreviousHash, last.PreviousHash));
        Assert.Equal(new AuditVerification(2, null, last.Hash), await folder.Audit.VerifyAsync());
        Assert.Equal([last, first], await folder.Audit.ListAsync(10));
        Assert.Equal("""{"name":"Nerve"}""", first.DetailJson);
    }

    [Fact]
    public async Task AppendAsync_ManyAtOnce_MakesOneChain()
    {
        await using var folder = await TestFolder.CreateAsync();
        var other = new AuditLog(folder.OpenAgain());

        await Task.WhenAll(Enumerable.Range(0, 40).Select(
            number => (number % 2 == 0 ? folder.Audit : other).AppendAsync(number, "test", "subject", new { number })));

        var verification = await folder.Audit.VerifyAsync();
        Assert.Equal((40, null), (verification.Entries, verification.FirstBrokenId));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET action = 'other' WHERE id = 3", 3)]
    [InlineData("UPDATE audit_entry SET user_id = NULL WHERE id = 2", 2)]
    [InlineData("UPDATE audit_entry SET time = '2020-01-01T00:00:00.000Z' WHERE id = 1", 1)]
    [InlineData("UPDATE audit_entry SET detail_json = '{}' WHERE id = 4", 4)]
    [InlineData("UPDATE audit_entry SET action = 'tes', subject = 'tsubject' WHERE id = 3", 3)]
    [InlineData("DELETE FROM audit_entry WHERE id = 3", 4)]
    [InlineData("DELETE FROM audit_entry WHERE id = 1", 2)]
    [InlineData("UPDATE audit_entry SET id = 9 WHERE id = 5", 9)]
    public async Task VerifyAsync_TamperedWith_NamesTheFirstBrokenEntry(string tampering, long broken)
    {
        await using var folder = await TestFolder.CreateAsync();
        for (var number = 1; number <= 5; number++)
        {
            await folder.Audit.AppendAsync(number, "test", "subject", new { number });
        }

        Assert.NotEqual(0, await folder.ExecuteAsync(tampering));

        Assert.Equal(broken, (await folder.Audit.VerifyAsync()).FirstBrokenId);
    }
}
