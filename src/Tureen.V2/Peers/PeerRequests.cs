using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>The requests of the client whose target is the peer.</summary>
internal sealed class PeerRequests(Peer peer)
{
    private readonly TransportCreation _transports = new(peer);
    private readonly ProducerCreation _producers = new(peer);

    /// <summary>With the gate held.</summary>
    /// <exception cref="MediasoupException">There is no such request, or it cannot be granted.</exception>
    public Task<JsonObject?> HandleAsync(string method, JsonObject request) => method switch
    {
        "createTransport" => _transports.CreateAsync(request),
        "restartTransport" => RestartTransportAsync(request),
        "createProducer" => _producers.CreateAsync(request),
        "enableConsumer" => EnableConsumerAsync(request),
        _ => throw new MediasoupException($"unknown request method [method:{method}]"),
    };

    /// <summary>The id that a client chose for what it creates; null for the server's choice.</summary>
    /// <exception cref="MediasoupTypeException">It is no id.</exception>
    internal static int? OptionalId(JsonObject fields)
    {
        Check.That(fields["id"] is null || fields.Integer("id") is >= 0, "wrong id");
        return fields.Integer("id");
    }

    private async Task<JsonObject?> RestartTransportAsync(JsonObject request)
    {
        WebRtcTransport transport = peer.Objects.FindTransport(request) as WebRtcTransport
            ?? throw new MediasoupException("Transport is not a WebRtcTransport");
        IceParameters parameters = await transport.RestartIceAsync().ConfigureAwait(false);
        return new JsonObject { ["iceParameters"] = JsonNode.Parse(OrtcJson.Serialize(parameters)) };
    }

    private async Task<JsonObject?> EnableConsumerAsync(JsonObject request)
    {
        Consumer consumer = peer.Objects.FindConsumer(request);
        Transport transport = peer.Objects.FindCarrier(request);
        await consumer.EnableAsync(transport, request.IsTruthy("paused"), request.Text("preferredProfile")).ConfigureAwait(false);
        lock (peer.Room.Gate)
        {
            return new JsonObject
            {
                ["paused"] = consumer.SourcePaused || consumer.LocallyPaused,
                ["preferredProfile"] = consumer.PreferredProfile.ToText(),
                ["effectiveProfile"] = consumer.EffectiveProfile?.ToText(),
            };
        }
    }
}
