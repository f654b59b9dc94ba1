using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>Makes the producers that the client of a peer asks for.</summary>
internal sealed class ProducerCreation(Peer peer)
{
    /// <summary>They count toward the limit.</summary>
    private int _beingMade;

    /// <summary>With the gate held: answers <c>createProducer</c>.</summary>
    public async Task<JsonObject?> CreateAsync(JsonObject request)
    {
        // 1. What is wanted.
        MediaKind kind = V2Codec.ReadKind(request.Text("kind")) ?? throw new MediasoupTypeException($"unknown kind [kind:{request.Text("kind")}]");
        peer.RequireNoSpy();
        ProducerNegotiation negotiation = Negotiate(kind, request, out V2RtpParameters parameters);
        Transport transport = peer.Objects.FindCarrier(request);
        int? wanted = PeerRequests.OptionalId(request);
        if (peer.Objects.ProducerCount + _beingMade >= V2Limits.MaxProducersPerPeer || !peer.Room.HasRoomForProducer)
        {
            throw new MediasoupException("too many producers");
        }

        peer.Objects.RequireRoomFor(request);
        int id = peer.Room.TakeProducerId(wanted);
        _beingMade++;

        // 2. The engine makes it.
        var source = new ProducerSource(negotiation, transport);
        bool isPaused = request.IsTruthy("paused");
        Tureen.Producer core;
        try
        {
            core = await source.ProduceAsync(isPaused).ConfigureAwait(false);
        }
        catch
        {
            lock (peer.Room.Gate)
            {
                _beingMade--;
                peer.Room.FreeProducerId(id);
            }

            throw;
        }

        // 3. The others learn of it before the client has its response.
        lock (peer.Room.Gate)
        {
            _beingMade--;
            peer.Add(new Producer(peer, id, kind, parameters.Json, source, core)
            {
                AppData = request.AppData(),
                IsRemotelyPausedAtFirst = isPaused,
            });
        }

        return null;
    }

    private ProducerNegotiation Negotiate(MediaKind kind, JsonObject request, out V2RtpParameters parameters)
    {
        try
        {
            parameters = V2RtpParameters.Read(request["rtpParameters"]);
            return new ProducerNegotiation(kind, parameters, peer.Room.Capabilities);
        }
        catch (MediasoupException error)
        {
            throw new MediasoupException("wrong RTP parameters: " + error.Message, error);
        }
    }
}
