using Studio.Contracts.Projects;
using Studio.Features.Shell;

namespace Studio.Tests.Shell;

public sealed class WordingTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(1));

    [Theory]
    [InlineData(0, "0 images")]
    [InlineData(1, "1 image")]
    [InlineData(12400, "12\u00a0400 images")]
    public void Count_Number_NamesOneOrMany(long count, string expected) => Assert.Equal(expected, Wording.Count(count, "image"));

    [Fact]
    public void Count_OwnPlural_IsUsed() => Assert.Equal("2 classes", Wording.Count(2, "class", "classes"));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(999, "999 bytes")]
    [InlineData(1000, "1.0 kB")]
    [InlineData(3_140_000, "3.1 MB")]
    [InlineData(412_000_000_000, "412 GB")]
    public void Bytes_Length_HasTwoFigures(long bytes, string expected) => Assert.Equal(expected, Wording.Bytes(bytes));

    [Theory]
    [InlineData(-3, "0 s")]
    [InlineData(40, "40 s")]
    [InlineData(360, "6 min")]
    [InlineData(6300, "1 h 45 min")]
    [InlineData(7200, "2 h")]
    [InlineData(86400, "1 day")]
    [InlineData(183600, "2 days 3 h")]
    public void Duration_Seconds_IsSaidAsPeopleDo(double seconds, string expected) =>
        Assert.Equal(expected, Wording.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.001, "1 %")]
    [InlineData(0.844, "84 %")]
    [InlineData(0.999, "99 %")]
    [InlineData(1, "100 %")]
    public void Percent_Share_IsNeverFullBeforeTheEnd(double share, string expected) => Assert.Equal(expected, Wording.Percent(share));

    [Fact]
    public void When_Time_IsRelativeToToday()
    {
        Assert.Equal("today 08:51", Wording.When(Now.AddMinutes(-39), Now));
        Assert.Equal("yesterday 23:59", Wording.When(new DateTimeOffset(2026, 3, 1, 23, 59, 0, Now.Offset), Now));
        Assert.Equal("28 Feb", Wording.When(new DateTimeOffset(2026, 2, 28, 12, 0, 0, Now.Offset), Now));
        Assert.Equal("14 Nov 2024", Wording.When(new DateTimeOffset(2024, 11, 14, 0, 0, 0, Now.Offset), Now));
    }

    [Fact]
    public void Words_EveryValue_HasItsOwn()
    {
        Assert.Distinct(Enum.GetValues<Split>().Select(Wording.Split));
        Assert.Distinct(Enum.GetValues<Studio.Storage.ImageState>().Select(Wording.State));
        Assert.Equal("in-review", Wording.InAddress(Studio.Storage.ImageState.InReview));
    }
}
