using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Studio.Contracts;
using Studio.Contracts.Jobs;
using Studio.Training.Jobs;

namespace Studio.Training.Worker;

/// <summary>Gives blobs by content address.</summary>
interface IBlobSource
{
    /// <summary>The whole blob, its hash verified.</summary>
    Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken);
}

/// <summary>HTTP side of the seam to the studio. Waits and tries again while the studio is away.</summary>
sealed class StudioClient : IBlobSource, IDisposable
{
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    readonly HttpClient http;

    public StudioClient(Uri studio, string token)
    {
        Studio = studio;
        Token = token;
        http = new HttpClient { BaseAddress = studio, Timeout = TimeSpan.FromMinutes(10) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Studio { get; }

    public string Token { get; }

    /// <exception cref="StudioRefusedException">The token is no longer valid.</exception>
    public Task<JobSpec> GetJobAsync(CancellationToken cancellationToken) => TryAgainAsync(
        async () =>
        {
            using var response = await http.GetAsync(WorkerProtocol.JobRoute, cancellationToken);
            await CheckAsync(response, cancellationToken);
            return await response.Content.ReadFromJsonAsync<JobSpec>(ContractJson.Options, cancellationToken)
                ?? throw new JobFailureException("The studio sent an empty job.");
        },
        cancellationToken);

    /// <exception cref="JobFailureException">The studio does not have the blob, or what arrived is damaged.</exception>
    public Task<byte[]> GetAsync(BlobReference blob, CancellationToken cancellationToken) => TryAgainAsync(
        async () =>
        {
            using var response = await http.GetAsync($"{WorkerProtocol.BlobRoute}/{blob.Sha256}", cancellationToken);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                throw new JobFailureException($"The studio's data folder lacks the file {blob.Sha256}. Run verify to see what is missing.");
            }

            await CheckAsync(response, cancellationToken);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return Convert.ToHexStringLower(SHA256.HashData(bytes)) == blob.Sha256
                ? bytes
                : throw new JobFailureException($"The file {blob.Sha256} in the studio's data folder is damaged. Run verify to see how far it goes.");
        },
        cancellationToken);

    /// <summary>Stores a file under its hash; harmless when the studio has it already.</summary>
    public Task PutAsync(BlobReference blob, string path, CancellationToken cancellationToken) => TryAgainAsync(
        async () =>
        {
            await using var file = File.OpenRead(path);
            using var content = new StreamContent(file);
            using var response = await http.PutAsync($"{WorkerProtocol.BlobRoute}/{blob.Sha256}", content, cancellationToken);
            await CheckAsync(response, cancellationToken);
            return true;
        },
        cancellationToken);

    public void Dispose() => http.Dispose();

    static async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (StudioRefusedException.IsRefusal(response.StatusCode))
        {
            throw new StudioRefusedException();
        }

        if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.InsufficientStorage)
        {
            // The studio says in the problem's title what happened and what to do.
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            throw new JobFailureException($"The studio refused a file. {problem.GetProperty("title").GetString()}");
        }

        response.EnsureSuccessStatusCode();
    }

    /// <summary>Lost connections and server errors pass; the studio may be restarting.</summary>
    static async Task<T> TryAgainAsync<T>(Func<Task<T>> request, CancellationToken cancellationToken)
    {
        for (var wait = TimeSpan.FromMilliseconds(200); ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            try
            {
                return await request();
            }
            catch (Exception problem) when (IsPassing(problem) && !cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    static bool IsPassing(Exception problem) =>
        problem is HttpRequestException or TaskCanceledException || (problem is IOException and not FileNotFoundException and not DirectoryNotFoundException);
}
