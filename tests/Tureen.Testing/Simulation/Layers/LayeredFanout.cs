using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Layered video to viewers that each stay with layers of their own, on a perfect network: for measuring what forwarding costs.</summary>
internal sealed class LayeredFanout : IMediaTransport, IDisposable
{
    private readonly PacketSlab _slab = new();
    private readonly PacketQueue _queue = new();
    private readonly EngineContext _context;
    private readonly LayeredVideoSender _sender;
    private readonly ProducerCore _producer;
    private readonly List<ConsumerCore> _consumers = [];
    private readonly NoDatagramSink _sink = new();
    private Timestamp _now = new(3_600_000_000);

    /// <param name="codec">How layers are made.</param>
    /// <param name="type">How they are consumed; simple ones get the one encoding that there is then.</param>
    /// <param name="viewers">How many consumers.</param>
    public LayeredFanout(LayeredCodec codec, ConsumerType type, int viewers)
    {
        var random = new SeededRandomSource(1);
        _context = new EngineContext(
            random, new NtpClock(_now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
        var path = new LossyPath(_queue, LinkConditions.Perfect, random);
        _sender = codec == LayeredCodec.Simulcast
            ? new SimulcastVideoSender(_now, random, path)
            : new SvcVideoSender(_now, random, path, isKSvc: codec == LayeredCodec.KSvc);
        bool isSimple = type == ConsumerType.Simple;
        _sender.SetActive(1, !isSimple);
        _sender.SetActive(2, !isSimple);
        _producer = new ProducerCore(_context, this, LayeredParameters.Producer(codec, isSimple ? _sender.Streams[..1] : _sender.Streams));
        for (int i = 0; i < viewers; i++)
        {
            ConsumerCoreOptions options = LayeredParameters.Consumer(codec, _producer, (uint)(9000 + (i * 10))) with { Type = type };
            ConsumerCore consumer = ConsumerFactory.Create(_context, this, _producer, options);
            consumer.SetPreferredLayers(
                _now, new ConsumerLayers(i % LayeredVideoSender.SpatialLayers, i / LayeredVideoSender.SpatialLayers % LayeredVideoSender.TemporalLayers), _sink);
            _producer.AddConsumer(consumer);
            consumer.HandleTransportConnected(_now, isConnected: true, _sink);
            _consumers.Add(consumer);
        }
    }

    public string Id => "fanout";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public IReadOnlyList<ConsumerCore> Consumers => _consumers;

    public long Received { get; private set; }

    public long Sent { get; private set; }

    /// <summary>One picture in all layers; returns the bytes allocated by forwarding it and by the deadlines that came.</summary>
    public long Forward()
    {
        _sender.HandleDeadline(_now);
        Timestamp next = _sender.NextDeadline;
        long allocated = 0;
        while (_queue.NextAt < next)
        {
            QueuedPacket queued = _queue.Take();
            _now = queued.At;
            allocated += Handle(queued);
            _queue.Return(queued);
        }

        _now = next;
        return allocated;
    }

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) => Sent++;

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink) =>
        _queue.Add(now, QueuedPacketKind.ProducerFeedback, viewer: 0, rtcp);

    public void ForgetSource(uint ssrc)
    {
    }

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    public void Dispose()
    {
        _producer.Close(_now, _sink);
        _slab.Dispose();
    }

    private long Handle(in QueuedPacket queued)
    {
        switch (queued.Kind)
        {
            case QueuedPacketKind.Media:
                Received++;
                long before = GC.GetAllocatedBytesForCurrentThread();
                if (RtpPacket.TryParse(queued.Bytes, out RtpPacket packet))
                {
                    _producer.HandleRtp(_now, packet, _sink);
                }

                RunDeadlines();
                return GC.GetAllocatedBytesForCurrentThread() - before;
            case QueuedPacketKind.SenderReport:
                if (Engine.Rtcp.SenderInfo.TryRead(queued.Bytes, out Engine.Rtcp.SenderInfo report))
                {
                    _producer.HandleSenderReport(_now, report, _sink);
                }

                return 0;
            default:
                _sender.HandleFeedback(_now, queued.Bytes);
                return 0;
        }
    }

    private void RunDeadlines()
    {
        while (_context.Deadlines.TryDequeueDue(_now, out DeadlineEntry entry))
        {
            entry.Owner.HandleDeadline(_now, _sink);
            _context.Deadlines.Set(entry, entry.Owner.NextDeadline);
        }

        _context.Events.Clear();
    }
}
