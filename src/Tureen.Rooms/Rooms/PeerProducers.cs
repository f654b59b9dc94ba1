using System.Text.Json;
using System.Text.Json.Nodes;
using Tureen.Ortc;
using Tureen.Rooms.Limits;
using Tureen.Rooms.Members;
using Tureen.Rooms.Protoo;
using Tureen.Rooms.Signaling;

namespace Tureen.Rooms.Rooms;

/// <summary>The media that a peer sends. Runs on the room's loop.</summary>
/// <param name="session">Whose it is.</param>
/// <param name="transports">What carries it.</param>
/// <param name="publish">Offers a new producer to the others.</param>
internal sealed class PeerProducers(PeerSession session, PeerTransports transports, Action<PeerProducer> publish)
{
    private readonly SentObjects<PeerProducer> _producers = new(session, "producer", RoomLimits.MaxProducersPerPeer);

    public IReadOnlyCollection<PeerProducer> All => _producers.All;

    public async Task ProduceAsync(ProtooRequest request, RequestData data)
    {
        session.RequireJoined();
        WebRtcTransport transport = transports.Find(data);
        JsonObject appData = KeptData.Object(data, "appData", RoomLimits.MaxAppDataLength);
        appData["peerId"] = session.Id;
        JsonElement parameters = KeptData.Element(data, "rtpParameters", RoomLimits.MaxRtpParametersLength);
        var options = new ProducerOptions
        {
            Kind = WireEnum.Parse<MediaKind>(data.Text("kind")),
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(parameters),
            AppData = new(StringComparer.Ordinal) { [RoomSpeakers.PeerIdKey] = session.Id },
        };
        await session.RequireMayPublishAsync(PeerProducer.TrackOf(session.Id, options.Kind, appData));
        _producers.RequirePlace("producers");
        session.Relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + KeptData.LengthOf(parameters);
        await _producers.AddAsync(
            kept,
            async () => new PeerProducer(await MakeAsync(transport, options), session.Id, appData) { KeptLength = kept },
            produced =>
            {
                // The answer goes out before the requests to the others.
                request.Accept(session.Dialect.Made("producer", produced.Id));
                publish(produced);
            });
    }

    public Task CloseAsync(RequestData data)
    {
        PeerProducer producer = _producers.Find(data);
        _producers.Remove(producer);
        producer.Producer.Close();
        return Task.CompletedTask;
    }

    public Task PauseAsync(RequestData data) => FindToPause(data).PauseAsync();

    public Task ResumeAsync(RequestData data) => FindToPause(data).ResumeAsync();

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<InboundRtpStats> stats = await _producers.Find(data).Producer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListInboundRtpStats)));
    }

    /// <summary>Forgets them; they close with their transports.</summary>
    public void Clear() => _producers.Clear();

    private async Task<Producer> MakeAsync(WebRtcTransport transport, ProducerOptions options)
    {
        Producer producer = await transport.ProduceAsync(options).ConfigureAwait(false);

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        producer.OnScore += scores => session.NotifyOptional("producerScore", PeerMessages.ProducerScore(producer.Id, scores));
        return producer;
    }

    private Producer FindToPause(RequestData data)
    {
        Producer producer = _producers.Find(data).Producer;
        session.Relays.TakePause();
        return producer;
    }
}
