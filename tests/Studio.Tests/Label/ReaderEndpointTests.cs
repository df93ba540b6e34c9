using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Studio.Storage;

namespace Studio.Tests.Label;

/// <summary>Who may look at whose labels.</summary>
public sealed class ReaderEndpointTests
{
    [Fact]
    public async Task Readers_ForALead_AreListedAndTheirLabelsServed()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (_, annotator) = await studio.SignInAsync("Ann", UserRole.Annotator);
        await studio.DrawAsync(annotator.Id, pixel: 3);
        var (lead, _) = await studio.SignInAsync("Lea", UserRole.Lead);

        var answer = await lead.GetFromJsonAsync<JsonElement>($"/api/images/{studio.Image}/readers");
        var labelmap = await ReadAsync(await lead.GetAsync($"/api/images/{studio.Image}/readers/{annotator.Id}/annotation"));

        Assert.Equal(JsonValueKind.Null, answer.GetProperty("reason").ValueKind);
        Assert.Equal(["Ann", "Came with the images"], answer.GetProperty("readers").EnumerateArray().Select(reader => reader.GetProperty("name").GetString()));
        Assert.Equal([3, 9], labelmap.Select((value, index) => (value, index)).Where(pixel => pixel.value == 1).Select(pixel => pixel.index));
    }

    [Fact]
    public async Task Readers_ForAnAnnotatorBeforeSubmitting_AreHiddenWithTheReason()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (_, first) = await studio.SignInAsync("Ann", UserRole.Annotator);
        await studio.DrawAsync(first.Id, pixel: 3);
        var (blind, second) = await studio.SignInAsync("Bea", UserRole.Annotator);

        var list = await blind.GetFromJsonAsync<JsonElement>($"/api/images/{studio.Image}/readers");
        var labelmap = await blind.GetAsync($"/api/images/{studio.Image}/readers/{first.Id}/annotation");
        var imported = await blind.GetAsync($"/api/images/{studio.Image}/readers/0/annotation");

        Assert.Empty(list.GetProperty("readers").EnumerateArray());
        Assert.Contains("on your own", list.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (labelmap.StatusCode, imported.StatusCode));
        Assert.Contains("after you have submitted", await LabelStudio.TitleAsync(labelmap), StringComparison.Ordinal);

        await studio.Studio.Get<SubmissionStore>().SubmitAsync(studio.Image, second.Id, null, ImageState.InReview);

        Assert.Equal(HttpStatusCode.OK, (await blind.GetAsync($"/api/images/{studio.Image}/readers/{first.Id}/annotation")).StatusCode);
        list = await blind.GetFromJsonAsync<JsonElement>($"/api/images/{studio.Image}/readers");
        Assert.Equal(2, list.GetProperty("readers").GetArrayLength());
    }

    [Fact]
    public async Task Annotation_OfSomebodyWithoutLabels_IsNotFoundAndMakesNoDocument()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (owner, user) = await studio.SignInAsync("Odo", UserRole.Owner);

        var answer = await owner.GetAsync($"/api/images/{studio.Image}/readers/{user.Id}/annotation");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(await studio.Studio.Get<AnnotationStore>().FindAsync(studio.Image, user.Id));
    }

    [Fact]
    public async Task Beside_ImageWithoutSeries_IsEmpty()
    {
        await using var studio = await LabelStudio.StartAsync();
        var (owner, _) = await studio.SignInAsync("Odo", UserRole.Owner);

        Assert.Equal("[]", await owner.GetStringAsync($"/api/images/{studio.Image}/beside"));
    }

    static async Task<byte[]> ReadAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var unpacked = new GZipStream(await answer.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        var sent = bytes.ToArray();
        // Behind the line of JSON.
        return sent[(Array.IndexOf(sent, (byte)'\n') + 1)..];
    }
}
