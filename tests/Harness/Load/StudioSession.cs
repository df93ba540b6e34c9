using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Studio.Imaging.Labelmaps;

namespace Studio.Harness;

/// <summary>A person signed in over HTTP, without a browser: cookie and requests as the workbench sends them.</summary>
public sealed partial class StudioSession : IDisposable
{
    readonly HttpClient client;

    public StudioSession(string address) => client = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(address),
        Timeout = TimeSpan.FromSeconds(20),
        DefaultRequestHeaders = { { "X-Studio", "1" } },
    };

    /// <summary>Creates the owner over the one-time link.</summary>
    public async Task SetUpOwnerAsync(StudioProcess studio, string name, string password) =>
        await SendFormAsync(await studio.SetupLinkAsync(), name, password);

    public Task SignInAsync(string name, string password) => SendFormAsync("/sign-in", name, password);

    /// <summary>What the workbench asks for first; it makes the person's document of the image.</summary>
    public Task<JsonElement> OpenImageAsync(long imageId) => client.GetFromJsonAsync<JsonElement>($"/api/images/{imageId}/workbench");

    /// <summary>Sends a stroke once. Answers the document's revision once it is acknowledged.</summary>
    /// <exception cref="HttpRequestException">The studio cannot be reached or did not answer well.</exception>
    public async Task<StrokeAnswer> SendAsync(long imageId, Stroke stroke, long baseRevision, CancellationToken cancellation)
    {
        var address = string.Create(
            CultureInfo.InvariantCulture,
            $"/api/images/{imageId}/operations?op={stroke.Operation}&base={baseRevision}&tool=brush");
        using var response = await client.PostAsync(new Uri(address, UriKind.Relative), new ByteArrayContent(stroke.Patch), cancellation);
        if (response.StatusCode == HttpStatusCode.BadRequest)
            throw new InvalidOperationException($"The stroke was refused: {await response.Content.ReadAsStringAsync(cancellation)}");
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return new StrokeAnswer(answer.GetProperty("revision").GetInt64(), answer.GetProperty("missed").GetArrayLength());
    }

    /// <summary>Sends a change of classes that overlap, to an image that nobody has drawn on.</summary>
    public async Task SendLayersAsync(long imageId, byte[] layerPatch)
    {
        await OpenImageAsync(imageId);
        var address = string.Create(CultureInfo.InvariantCulture, $"/api/images/{imageId}/operations?op={Guid.NewGuid()}&base=0&tool=brush&kind=layers");
        using var response = await client.PostAsync(new Uri(address, UriKind.Relative), new ByteArrayContent(layerPatch));
        response.EnsureSuccessStatusCode();
    }

    /// <summary>The person's labels of an image and the revision they show.</summary>
    public async Task<(byte[] Labels, long Revision)> ReadLabelsAsync(long imageId, int rows, int columns)
    {
        using var response = await client.GetAsync(new Uri($"/api/images/{imageId}/labelmap", UriKind.Relative));
        response.EnsureSuccessStatusCode();
        var revision = long.Parse(response.Headers.GetValues("X-Revision").Single(), CultureInfo.InvariantCulture);
        return LabelmapPacking.TryUnpack(await response.Content.ReadAsByteArrayAsync(), rows, columns, out var labels, out var error)
            ? (labels, revision)
            : throw new InvalidOperationException(error);
    }

    public void Dispose() => client.Dispose();

    async Task SendFormAsync(string address, string name, string password)
    {
        var page = await client.GetStringAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        var fields = HiddenField().Matches(page).ToDictionary(field => field.Groups[1].Value, field => WebUtility.HtmlDecode(field.Groups[2].Value));
        fields["Input.Name"] = name;
        fields["Input.Password"] = password;
        using var response = await client.PostAsync(new Uri(address, UriKind.RelativeOrAbsolute), new FormUrlEncodedContent(fields));
        response.EnsureSuccessStatusCode();
        using var session = await client.GetAsync(new Uri("/api/session", UriKind.Relative));
        if (!session.IsSuccessStatusCode)
            throw new InvalidOperationException($"{name} could not sign in.");
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]+)" value="([^"]*)" ?/?>""")]
    private static partial Regex HiddenField();
}

/// <param name="Revision">Of the document, with the stroke in it.</param>
/// <param name="Missed">Operations that the sender did not know.</param>
public sealed record StrokeAnswer(long Revision, int Missed);
