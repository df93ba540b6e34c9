using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace Studio.Training.Worker;

/// <summary>
/// The transport that Microsoft.AspNetCore.SignalR.Client.Core leaves out: one WebSocket to the hub, without
/// negotiation. SignalR's JSON messages end with their own separator, so message borders do not matter.
/// </summary>
sealed class WebSocketConnectionFactory : IConnectionFactory
{
    /// <exception cref="StudioRefusedException">The studio answered 401, 403 or 410 to the token.</exception>
    public async ValueTask<ConnectionContext> ConnectAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(((UriEndPoint)endpoint).Uri, cancellationToken);
            return new WebSocketConnection(socket);
        }
        catch (WebSocketException) when (StudioRefusedException.IsRefusal(socket.HttpStatusCode))
        {
            throw new StudioRefusedException();
        }
    }
}

/// <summary>Pumps one WebSocket through a pair of pipes.</summary>
sealed class WebSocketConnection : ConnectionContext, IDuplexPipe
{
    readonly ClientWebSocket socket;
    readonly Pipe received = new();
    readonly Pipe sent = new();
    readonly CancellationTokenSource closing = new();
    readonly Task pumps;

    public WebSocketConnection(ClientWebSocket socket)
    {
        this.socket = socket;
        Transport = this;
        pumps = Task.WhenAll(ReceiveAsync(), SendAsync());
    }

    public PipeReader Input => received.Reader;

    public PipeWriter Output => sent.Writer;

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get; set; } = Guid.NewGuid().ToString();

    public override IFeatureCollection Features { get; } = new FeatureCollection();

    public override IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();

    public override async ValueTask DisposeAsync()
    {
        await sent.Writer.CompleteAsync();
        await Task.WhenAny(pumps, Task.Delay(TimeSpan.FromSeconds(1)));
        await closing.CancelAsync();
        socket.Abort();
        await pumps;
        await received.Reader.CompleteAsync();
        socket.Dispose();
        closing.Dispose();
        await base.DisposeAsync();
    }

    async Task ReceiveAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var result = await socket.ReceiveAsync(received.Writer.GetMemory(16 << 10), closing.Token);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                received.Writer.Advance(result.Count);
                await received.Writer.FlushAsync();
            }
        }
        catch (Exception problem)
        {
            failure = problem;
        }

        await received.Writer.CompleteAsync(failure);
    }

    async Task SendAsync()
    {
        Exception? failure = null;
        try
        {
            while (true)
            {
                var result = await sent.Reader.ReadAsync(closing.Token);
                foreach (var segment in result.Buffer)
                {
                    await socket.SendAsync(segment, WebSocketMessageType.Text, endOfMessage: true, closing.Token);
                }

                sent.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            if (socket.State == WebSocketState.Open)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, closing.Token);
            }
        }
        catch (Exception problem)
        {
            failure = problem;
        }

        await sent.Reader.CompleteAsync(failure);
    }
}
