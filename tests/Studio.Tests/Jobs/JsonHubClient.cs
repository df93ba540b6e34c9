using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Studio.Contracts;

namespace Studio.Tests.Jobs;

/// <summary>Speaks SignalR's JSON protocol over a bare WebSocket, as a browser or a job process would on the wire.</summary>
sealed class JsonHubClient : IAsyncDisposable
{
    const char Separator = '\u001e';
    const int Invocation = 1;
    const int StreamItem = 2;
    const int Completion = 3;
    const int StreamInvocation = 4;

    readonly ClientWebSocket socket = new();
    readonly StringBuilder unread = new();
    int calls;

    public static async Task<JsonHubClient> ConnectAsync(string studio, string hubPath, Action<ClientWebSocketOptions> configure)
    {
        var client = new JsonHubClient();
        configure(client.socket.Options);
        var address = new UriBuilder(new Uri(new Uri(studio), hubPath)) { Scheme = "ws" };
        await client.socket.ConnectAsync(address.Uri, CancellationToken.None);
        await client.SendAsync(new { protocol = "json", version = 1 });
        await client.ReceiveAsync();
        return client;
    }

    /// <summary>The result of a hub method; what the hub throws comes as <see cref="HubCallException"/>.</summary>
    public async Task<T> CallAsync<T>(string method, params object[] arguments)
    {
        var id = $"{++calls}";
        await SendAsync(new { type = Invocation, invocationId = id, target = method, arguments });
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.GetProperty("type").GetInt32() == Completion && message.GetProperty("invocationId").GetString() == id)
                return Result<T>(message);
        }
    }

    /// <summary>The items of a streaming hub method until the hub completes it.</summary>
    public async IAsyncEnumerable<T> StreamAsync<T>(string method, params object[] arguments)
    {
        var id = $"{++calls}";
        await SendAsync(new { type = StreamInvocation, invocationId = id, target = method, arguments });
        while (true)
        {
            var message = await ReceiveAsync();
            var type = message.GetProperty("type").GetInt32();
            if (type == StreamItem)
                yield return message.GetProperty("item").Deserialize<T>(ContractJson.Options)!;
            if (type != Completion)
                continue;
            Result<object?>(message);
            yield break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        await Task.CompletedTask;
    }

    static T Result<T>(JsonElement message) => message.TryGetProperty("error", out var error)
        ? throw new HubCallException(error.GetString()!)
        : message.TryGetProperty("result", out var result) ? result.Deserialize<T>(ContractJson.Options)! : default!;

    async Task SendAsync(object message)
    {
        var text = JsonSerializer.Serialize(message, ContractJson.Options) + Separator;
        await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    async Task<JsonElement> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var text = unread.ToString();
            var end = text.IndexOf(Separator, StringComparison.Ordinal);
            if (end >= 0)
            {
                unread.Remove(0, end + 1);
                return JsonDocument.Parse(text[..end]).RootElement;
            }

            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var read = await socket.ReceiveAsync(buffer, limit.Token);
            if (read.MessageType == WebSocketMessageType.Close)
                throw new WebSocketException("The studio closed the connection.");
            unread.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
        }
    }
}

sealed class HubCallException(string message) : Exception(message);
