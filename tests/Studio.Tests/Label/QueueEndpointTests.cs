using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Studio.Storage;

namespace Studio.Tests.Label;

/// <summary>What a person works through when the address asks for nothing.</summary>
public sealed class QueueEndpointTests
{
    [Fact]
    public async Task Queue_WithoutAssignments_IsAllImages()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (ann, _) = await studio.SignInAsync("Ann", UserRole.Annotator);

        var queue = await ann.GetFromJsonAsync<JsonElement>(Address(studio));

        Assert.Equal(("All images", 1, 1), (queue.GetProperty("title").GetString(), queue.GetProperty("total").GetInt32(), queue.GetProperty("done").GetInt32()));
        Assert.Equal("accepted", queue.GetProperty("items")[0].GetProperty("state").GetString());
    }

    [Fact]
    public async Task Queue_OfSomebodyWithAssignments_IsTheirsAndBlind()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (ann, annUser) = await studio.SignInAsync("Ann", UserRole.Annotator);
        var (bea, beaUser) = await studio.SignInAsync("Bea", UserRole.Annotator);
        var assignments = studio.Studio.Get<AssignmentStore>();
        await assignments.AssignAsync(studio.Project.Id, [studio.Image], annUser.Id, annUser.Id);
        await assignments.AssignAsync(studio.Project.Id, [studio.Image], beaUser.Id, annUser.Id);
        await studio.DrawAsync(beaUser.Id, pixel: 3);
        (await bea.PostAsync($"/api/images/{studio.Image}/submit?seconds=12", null)).EnsureSuccessStatusCode();

        var own = await ann.GetFromJsonAsync<JsonElement>(Address(studio));
        var other = await bea.GetFromJsonAsync<JsonElement>(Address(studio));
        var next = await ann.GetFromJsonAsync<JsonElement>(Address(studio, "/next?image=0&begun=false"));
        var none = await bea.GetAsync(Address(studio, "/next?image=0&begun=true"));
        var today = await bea.GetFromJsonAsync<JsonElement>(Address(studio, "/today"));

        Assert.Equal(("My queue", 0), (own.GetProperty("title").GetString(), own.GetProperty("done").GetInt32()));
        Assert.Equal(("not-started", 0), (own.GetProperty("items")[0].GetProperty("state").GetString(), own.GetProperty("items")[0].GetProperty("outlines").GetArrayLength()));
        Assert.Equal(("submitted", 1), (other.GetProperty("items")[0].GetProperty("state").GetString(), other.GetProperty("items")[0].GetProperty("outlines").GetArrayLength()));
        Assert.Equal($"{studio.Image}", next.GetProperty("imageId").GetString());
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        Assert.Equal((1, 12d), (today.GetProperty("todayCount").GetInt32(), today.GetProperty("todaySecondsEach").GetDouble()));
    }

    static string Address(LabelStudio studio, string rest = "") => $"/api/projects/{studio.Project.Slug}/queue{rest}";
}
