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
/// <param name="unpublish">One has closed alone.</param>
internal sealed class PeerProducers(
    PeerSession session, PeerTransports transports, Action<PeerProducer> publish, Action<PeerProducer> unpublish)
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
        MediaKind kind = WireEnum.Parse<MediaKind>(data.Text("kind"));
        bool isMuted = session.IsMuted(kind);
        var options = new ProducerOptions
        {
            Kind = kind,
            RtpParameters = OrtcJson.Deserialize<RtpParameters>(parameters),
            AppData = new(StringComparer.Ordinal) { [RoomSpeakers.PeerIdKey] = session.Id },
            Paused = isMuted,
        };
        RoomTrack track = PeerProducer.TrackOf(session.Id, options.Kind, appData);
        await session.RequireMayPublishAsync(track);
        _producers.RequirePlace("producers");
        session.Relays.TakeProducer();
        long kept = KeptData.LengthOf(appData) + KeptData.LengthOf(parameters);
        await _producers.AddAsync(
            kept,
            async () => new PeerProducer(await MakeAsync(transport, options, track), session.Id, appData) { KeptLength = kept },
            produced =>
            {
                // The answer goes out before the requests to the others.
                request.Accept(session.Dialect.Made("producer", produced.Id));
                BeginMutedIfNeeded(produced, isMuted);
                publish(produced);
            });
    }

    public Task CloseAsync(RequestData data)
    {
        Close(_producers.Find(data));
        return Task.CompletedTask;
    }

    public Task PauseAsync(RequestData data) => FindToPause(data).Pause.SetPausedByOwnerAsync(true);

    public async Task ResumeAsync(RequestData data)
    {
        TrackPause pause = FindToPause(data).Pause;
        await pause.SetPausedByOwnerAsync(false);
        if (pause.IsMuted)
        {
            throw new ProtooException(StatusCodes.Status403Forbidden, "a host muted this producer");
        }
    }

    /// <summary>Closes what the peer may no longer send.</summary>
    public void CloseUngranted()
    {
        foreach (PeerProducer producer in _producers.All.Where(known => !session.Public.Rights.MayPublish(known.Track.Kind)).ToArray())
        {
            Close(producer);
            session.Notify(ModerationMessages.ProducerClosed, new() { ["producerId"] = producer.Id });
        }
    }

    public async Task GetStatsAsync(ProtooRequest request, RequestData data)
    {
        IReadOnlyList<InboundRtpStats> stats = await _producers.Find(data).Producer.GetStatsAsync();
        request.Accept(session.Dialect.Stats(OrtcNode.ToNode(stats, StatsJson.Default.IReadOnlyListInboundRtpStats)));
    }

    /// <summary>Forgets them; they close with their transports.</summary>
    public void Clear() => _producers.Clear();

    private void Close(PeerProducer producer)
    {
        _producers.Remove(producer);
        producer.Producer.Close();
        unpublish(producer);
    }

    private void BeginMutedIfNeeded(PeerProducer produced, bool isMuted)
    {
        if (isMuted)
        {
            produced.Pause.BeginMuted();
            session.Notify(ModerationMessages.TrackMuted, new() { ["producerId"] = produced.Id, ["kind"] = ParticipantText.KindOf(produced) });
        }

        // The mute has begun or ended while the producer was being made.
        if (session.IsMuted(produced.Producer.Kind) != isMuted)
        {
            _ = produced.Pause.SetMutedAsync(!isMuted);
        }
    }

    private async Task<Producer> MakeAsync(WebRtcTransport transport, ProducerOptions options, RoomTrack track)
    {
        Producer producer = await transport.ProduceAsync(options).ConfigureAwait(false);
        if (!session.Public.Rights.MayPublish(track.Kind))
        {
            // A host took the right away meanwhile.
            producer.Close();
            session.RequireGranted(track);
        }

        // Not on the room's loop: handlers that are attached before the next await miss no event.
        producer.OnScore += scores => session.NotifyOptional("producerScore", PeerMessages.ProducerScore(producer.Id, scores));
        return producer;
    }

    private PeerProducer FindToPause(RequestData data)
    {
        PeerProducer producer = _producers.Find(data);
        session.Relays.TakePause();
        return producer;
    }
}
