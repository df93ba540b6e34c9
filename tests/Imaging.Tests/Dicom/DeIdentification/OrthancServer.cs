using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Studio.Imaging.Tests.Dicom.DeIdentification;

/// <summary>An Orthanc of this test's own on a loopback port with a temporary folder; the system's service is not touched.</summary>
internal sealed class OrthancServer : IDisposable
{
    private const string Program = "/usr/sbin/Orthanc";
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("orthanc-").FullName;
    private readonly Process _process;
    private readonly HttpClient _http;

    private OrthancServer()
    {
        int port = FreePort();
        string config = Path.Combine(_folder, "orthanc.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["HttpPort"] = port,
            ["DicomServerEnabled"] = false,
            ["StorageDirectory"] = Path.Combine(_folder, "storage"),
            ["IndexDirectory"] = Path.Combine(_folder, "storage"),
            ["RemoteAccessAllowed"] = false,
            ["AuthenticationEnabled"] = false,
            ["Plugins"] = Array.Empty<string>(),
        }));
        var start = new ProcessStartInfo(Program, [config]) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    /// <summary>A running server, or a visible skip where Orthanc is not installed.</summary>
    public static async Task<OrthancServer> StartAsync()
    {
        Assert.SkipUnless(File.Exists(Program), $"{Program} is not here; it comes with the package orthanc.");
        var server = new OrthancServer();
        long started = Stopwatch.GetTimestamp();
        while (!await server.AnswersAsync())
        {
            Assert.True(!server._process.HasExited && Stopwatch.GetElapsedTime(started) < StartDeadline, "Orthanc does not start.");
            await Task.Delay(100);
        }

        return server;
    }

    /// <summary>The file as Orthanc anonymises it by PS3.15 edition 2021b; null for a file that it does not accept.</summary>
    public async Task<byte[]?> AnonymiseAsync(byte[] file)
    {
        using var upload = new ByteArrayContent(file);
        using HttpResponseMessage stored = await _http.PostAsync("/instances", upload);
        if (!stored.IsSuccessStatusCode)
        {
            return null;
        }

        using JsonDocument answer = JsonDocument.Parse(await stored.Content.ReadAsStringAsync());
        string id = answer.RootElement.GetProperty("ID").GetString()!;
        using var request = new StringContent("""{"DicomVersion":"2021b"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage anonymised = await _http.PostAsync($"/instances/{id}/anonymize", request);
        byte[]? result = anonymised.IsSuccessStatusCode ? await anonymised.Content.ReadAsByteArrayAsync() : null;

        // Several of the files share one SOP instance UID, and Orthanc would answer with the first of them.
        using HttpResponseMessage deleted = await _http.DeleteAsync($"/instances/{id}");
        Assert.True(deleted.IsSuccessStatusCode, "Orthanc does not delete the file again.");
        return result;
    }

    public void Dispose()
    {
        _http.Dispose();
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage answer = await _http.GetAsync("/system");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
