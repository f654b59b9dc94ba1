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
    private readonly Dictionary<string, PeerDataProducer> _producers = new(StringComparer.Ordinal);
    private int _beingMade;

    public IReadOnlyCollection<PeerDataProducer> All => _producers.Values;

    public async Task ProduceAsync(ProtooRequest request, RequestData data)
    {
        session.RequireJoined();
        if (_producers.Count + _beingMade >= RoomLimits.MaxDataProducersPerPeer)
        {
            throw new ProtooException("too many data producers");
        }

        WebRtcTransport transport = transports.Find(data);
        JsonObject appData = KeptData.Object(data, "appData", RoomLimits.MaxAppDataLength);
        string label = KeptData.Text(data.Text("label") ?? string.Empty, RoomLimits.MaxLabelLength, "label");
        string protocol = KeptData.Text(data.Text("protocol") ?? string.Empty, RoomLimits.MaxLabelLength, "protocol");
        session.Relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + (2 * RoomLimits.MaxLabelLength);
        session.Kept.Keep(kept);
        _beingMade++;
        bool isMade = false;
        try
        {
            DataProducer producer = await transport.ProduceDataAsync(new DataProducerOptions
            {
                SctpStreamParameters = OrtcJson.Deserialize<SctpStreamParameters>(data["sctpStreamParameters"]),
                Label = label,
                Protocol = protocol,
            });
            session.RequireOpen();
            isMade = true;
            var produced = new PeerDataProducer(producer, session.Id, appData) { KeptLength = kept };
            _producers.Add(producer.Id, produced);
            producer.Observer.OnClose += () => session.Room.Loop.Post(() => HandleClosed(produced));
            request.Accept(session.Dialect.Made("dataProducer", producer.Id));
            publish(produced);
        }
        finally
        {
            _beingMade--;
            session.Kept.Free(isMade ? 0 : kept);
        }
    }

    public Task CloseAsync(RequestData data)
    {
        PeerDataProducer producer = Find(data);
        HandleClosed(producer);
        producer.DataProducer.Close();
        return Task.CompletedTask;
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<DataProducerStats> stats = await Find(data).DataProducer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListDataProducerStats)));
    }

    /// <summary>Forgets them; they close with their transports.</summary>
    public void Clear() => _producers.Clear();

    private PeerDataProducer Find(RequestData data) => session.Find(_producers, data.Text("dataProducerId"), "dataProducer");

    private void HandleClosed(PeerDataProducer producer)
    {
        if (_producers.Remove(producer.DataProducer.Id))
        {
            session.Kept.Free(producer.KeptLength);
        }
    }
}
