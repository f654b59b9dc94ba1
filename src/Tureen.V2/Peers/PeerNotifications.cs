using System.Collections.Frozen;
using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>The notifications that the client of a peer may send.</summary>
internal static class PeerNotifications
{
    private static readonly FrozenDictionary<string, Func<Peer, JsonObject, Task>> Handlers = new Dictionary<string, Func<Peer, JsonObject, Task>>(StringComparer.Ordinal)
    {
        ["leave"] = Now((peer, fields) => peer.Close(Originator.Remote, fields.AppData())),

        ["updateTransport"] = (peer, fields) => UpdateTransportAsync(peer.Objects.FindTransport(fields), fields),
        ["closeTransport"] = Now((peer, fields) => peer.Objects.FindTransport(fields).Close(Originator.Remote, fields.AppData())),
        ["enableTransportStats"] = Now((peer, fields) => peer.Objects.FindTransport(fields).Reports.Enable(fields.Number("interval"))),
        ["disableTransportStats"] = Now((peer, fields) => peer.Objects.FindTransport(fields).Reports.Disable()),

        ["closeProducer"] = Now((peer, fields) => peer.Objects.FindProducerIfOpen(fields)?.Close(Originator.Remote, fields.AppData())),
        ["pauseProducer"] = Now((peer, fields) => peer.Objects.FindProducer(fields).SetRemotelyPaused(isPaused: true, fields.AppData())),
        ["resumeProducer"] = Now((peer, fields) => peer.Objects.FindProducer(fields).SetRemotelyPaused(isPaused: false, fields.AppData())),
        ["enableProducerStats"] = Now((peer, fields) => peer.Objects.FindProducer(fields).Reports.Enable(fields.Number("interval"))),
        ["disableProducerStats"] = Now((peer, fields) => peer.Objects.FindProducer(fields).Reports.Disable()),

        ["pauseConsumer"] = Now((peer, fields) => peer.Objects.FindConsumer(fields).SetRemotelyPaused(isPaused: true, fields.AppData())),
        ["resumeConsumer"] = Now((peer, fields) => peer.Objects.FindConsumer(fields).SetRemotelyPaused(isPaused: false, fields.AppData())),
        ["setConsumerPreferredProfile"] = Now((peer, fields) => peer.Objects.FindConsumer(fields).SetRemotePreferredProfile(fields.Text("profile"))),
        ["enableConsumerStats"] = Now((peer, fields) => peer.Objects.FindConsumer(fields).Reports.Enable(fields.Number("interval"))),
        ["disableConsumerStats"] = Now((peer, fields) => peer.Objects.FindConsumer(fields).Reports.Disable()),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>With the gate held. A failure is only logged, because nobody waits for an answer.</summary>
    public static async Task HandleAsync(Peer peer, string method, JsonObject fields)
    {
        try
        {
            if (!Handlers.TryGetValue(method, out Func<Peer, JsonObject, Task>? handler))
            {
                throw new MediasoupException("unknown notification");
            }

            await handler(peer, fields).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            peer.Log.Error($"receiveNotification() failed [method:{method}]: {error.Message}");
        }
    }

    private static Func<Peer, JsonObject, Task> Now(Action<Peer, JsonObject> handler) => (peer, fields) =>
    {
        handler(peer, fields);
        return Task.CompletedTask;
    };

    private static async Task UpdateTransportAsync(Transport transport, JsonObject fields)
    {
        try
        {
            await transport.SetRemoteAsync(fields).ConfigureAwait(false);
        }
        catch (MediasoupException)
        {
            transport.Close();
            throw;
        }
    }
}
