using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Studio.Storage;

namespace Studio.Tests.Label;

/// <summary>Windows that a project keeps: everybody uses them, owners and leads change them.</summary>
public sealed class WindowEndpointTests
{
    static readonly NewWindow Nerve = new("US", "Nerve", 90, 120, "linear-exact");

    [Fact]
    public async Task Windows_SavedByALead_AreOfferedToAnAnnotatorWhoCannotChangeThem()
    {
        await using var studio = await LabelStudio.StartAsync();
        var address = $"/api/projects/{studio.Project.Slug}/windows";
        var (lead, _) = await studio.SignInAsync("Lea", UserRole.Lead);
        var (annotator, _) = await studio.SignInAsync("Ann", UserRole.Annotator);

        var saved = await (await lead.PostAsJsonAsync(address, Nerve)).Content.ReadFromJsonAsync<JsonElement>();
        var id = saved.GetProperty("id").GetString();
        var offered = await annotator.GetFromJsonAsync<JsonElement>(address);
        var refusedSave = await annotator.PostAsJsonAsync(address, Nerve with { Name = "Mine" });
        var refusedRemoval = await annotator.DeleteAsync($"{address}/{id}");

        var window = Assert.Single(offered.GetProperty("windows").EnumerateArray());
        Assert.Equal(("Nerve", 90d, 120d), (window.GetProperty("name").GetString(), window.GetProperty("center").GetDouble(), window.GetProperty("width").GetDouble()));
        Assert.False(offered.GetProperty("canChange").GetBoolean());
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (refusedSave.StatusCode, refusedRemoval.StatusCode));

        Assert.Equal(HttpStatusCode.NoContent, (await lead.DeleteAsync($"{address}/{id}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await lead.DeleteAsync($"{address}/{id}")).StatusCode);
        Assert.True((await lead.GetFromJsonAsync<JsonElement>(address)).GetProperty("canChange").GetBoolean());
    }

    [Fact]
    public async Task Windows_WithoutWidth_AreRefusedWithTheReason()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (owner, _) = await studio.SignInAsync("Odo", UserRole.Owner);

        var answer = await owner.PostAsJsonAsync($"/api/projects/{studio.Project.Slug}/windows", Nerve with { Width = 0 });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("above 0", await LabelStudio.TitleAsync(answer), StringComparison.Ordinal);
    }
}
