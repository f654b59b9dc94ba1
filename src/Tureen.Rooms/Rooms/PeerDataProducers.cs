using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The data channels on which a peer sends: chat, and messages for the bot. Runs on the room's loop.</summary>
/// <param name="session">Whose they are.</param>
/// <param name="transports">What carries them.</param>
/// <param name="publish">Offers a new data producer to those that it is for.</param>
internal sealed class PeerDataProducers(PeerSession session, PeerTransports transports, Action<PeerDataProducer> publish)
{
    private readonly SentObjects<PeerDataProducer> _producers = new(session, "dataProducer", RoomLimits.MaxDataProducersPerPeer);

    public IReadOnlyCollection<PeerDataProducer> All => _producers.All;

    public async Task ProduceAsync(ProtooRequest request, RequestData data)
    {
        session.RequireJoined();
        WebRtcTransport transport = transports.Find(data);
        JsonObject appData = KeptData.Object(data, "appData", RoomLimits.MaxAppDataLength);
        var options = new DataProducerOptions
        {
            SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(data["sctpStreamParameters"]),
            Label = KeptData.Text(data.Text("label") ?? string.Empty, RoomLimits.MaxLabelLength, "label"),
            Protocol = KeptData.Text(data.Text("protocol") ?? string.Empty, RoomLimits.MaxLabelLength, "protocol"),
        };
        var track = new RoomTrack(session.Id, RoomTrackKind.Data, appData);
        await session.RequireMayPublishAsync(track);
        _producers.RequirePlace("data producers");
        session.Relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + (2 * RoomLimits.MaxLabelLength);
        await _producers.AddAsync(
            kept,
            async () => new PeerDataProducer(await MakeAsync(transport, options, track), session.Id, appData) { KeptLength = kept },
            produced =>
            {
                produced.DataProducer.Observer.OnClose += () => session.Room.Loop.Post(() => _producers.Remove(produced));
                request.Accept(session.Dialect.Made("dataProducer", produced.Id));
                publish(produced);
            });
    }

    public Task CloseAsync(RequestData data)
    {
        PeerDataProducer producer = _producers.Find(data);
        _producers.Remove(producer);
        producer.DataProducer.Close();
        return Task.CompletedTask;
    }

    /// <summary>Closes all, if the peer may no longer send messages.</summary>
    public void CloseUngranted()
    {
        foreach (PeerDataProducer producer in session.Public.Rights.MayPublish(RoomTrackKind.Data) ? [] : _producers.All.ToArray())
        {
            _producers.Remove(producer);
            producer.DataProducer.Close();
            session.Notify(ModerationMessages.DataProducerClosed, new() { ["dataProducerId"] = producer.Id });
        }
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<DataProducerStats> stats = await _producers.Find(data).DataProducer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataProducerStats)));
    }

    /// <summary>Forgets them; they close with their transports.</summary>
    public void Clear() => _producers.Clear();

    private async Task<DataProducer> MakeAsync(WebRtcTransport transport, DataProducerOptions options, RoomTrack track)
    {
        DataProducer producer = await transport.ProduceDataAsync(options);
        if (!session.Public.Rights.MayPublish(track.Kind))
        {
            // A host took the right away meanwhile.
            producer.Close();
            session.RequireGranted(track);
        }

        return producer;
    }
}
