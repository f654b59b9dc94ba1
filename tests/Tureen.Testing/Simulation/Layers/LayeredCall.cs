using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>
/// A sender of layered video and viewers that change their minds, through bad networks both ways, in virtual time. The engine's
/// producer and consumers stand alone, without transports, so that ten minutes take a fraction of a second.
/// </summary>
internal sealed class LayeredCall : IMediaTransport, IDisposable
{
    /// <summary>Before all streams and their first reports have come, nothing is expected.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(100);

    private readonly PacketSlab _slab = new();
    private readonly PacketQueue _queue = new();
    private readonly EngineContext _context;
    private readonly LossyPath _toProducer;
    private readonly LossyPath _toSender;
    private readonly LayeredVideoSender _sender;
    private readonly ProducerCore _producer;
    private readonly DeliveredMedia _delivered;
    private readonly Outages _outages;
    private readonly List<LayeredViewer> _viewers = [];
    private readonly List<LayerExpectation> _expectations = [];
    private readonly NoDatagramSink _sink = new();
    private readonly List<string> _violations = [];
    private readonly List<Timestamp> _lostRequests = [];
    private readonly bool _isSimulcast;
    private readonly Timestamp _start = new(3_600_000_000);
    private Timestamp _checkAt;
    private Timestamp _now;

    public LayeredCall(ulong seed, LayeredCodec codec, int viewers, LinkConditions conditions)
    {
        _now = _start;
        _checkAt = _start + StartTime;
        _isSimulcast = codec == LayeredCodec.Simulcast;
        var random = new SeededRandomSource(seed);
        _context = new EngineContext(
            random, new NtpClock(_now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
        _toProducer = new LossyPath(_queue, conditions, random);
        _toSender = new LossyPath(_queue, conditions, random);
        _sender = _isSimulcast
            ? new SimulcastVideoSender(_now, random, _toProducer)
            : new SvcVideoSender(_now, random, _toProducer, isKSvc: codec == LayeredCodec.KSvc);
        _outages = new Outages(_now, _sender, random);
        _delivered = new DeliveredMedia(_sender.Streams.Length, LayeredVideoSender.SpatialLayers);
        _producer = new ProducerCore(_context, this, LayeredParameters.Producer(codec, _sender.Streams));
        for (int i = 0; i < viewers; i++)
        {
            AddViewer(codec, conditions, random);
        }
    }

    public string Id => "call";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public IReadOnlyList<LayeredViewer> Viewers => _viewers;

    public int KeyFrames => _sender.KeyFrames;

    public int Leased => _slab.Leased;

    /// <summary>What the producer and the consumers share.</summary>
    public EngineContext Context => _context;

    /// <summary>Takes a line for each packet that the engine sends, if set.</summary>
    public Action<string>? Log { get; set; }

    /// <summary>Takes each event, if set.</summary>
    public Action<EngineEvent>? OnEvent { get; set; }

    public IEnumerable<string> Violations => _violations.Concat(_viewers.SelectMany(static viewer => viewer.Check.Violations));

    public ulong Trace => _viewers.Aggregate(0UL, static (trace, viewer) => (trace * 31) + viewer.Check.Trace);

    public string Summary =>
        $"{KeyFrames} key frames, {_lostRequests.Count} requests lost, {_outages.Count} outages; "
        + string.Join(", ", _viewers.Select(static viewer =>
            $"{viewer.Requests} requests {viewer.Check.Switches} switches {viewer.Check.Packets} packets {viewer.Check.Retransmissions} resent"));

    public void Run(TimeSpan duration)
    {
        Timestamp end = _now + duration;
        while (true)
        {
            Timestamp next = NextDeadline();
            if (next > end)
            {
                break;
            }

            _now = next;
            HandleDeadlines();
            while (_queue.NextAt <= _now)
            {
                QueuedPacket packet = _queue.Take();
                Deliver(packet);
                _queue.Return(packet);
            }
        }

        _now = end;
    }

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        Log?.Invoke(
            $"{now.Microseconds} rtp {rtp.Stream.Ssrc} {rtp.PayloadType} {rtp.SequenceNumber} {rtp.RtpTimestamp} {rtp.Marker} {rtp.IsRtx} {rtp.IsStamped} "
            + $"{rtp.ReplacedLength} {Convert.ToHexString(rtp.Header.Mid)} {Convert.ToHexString(rtp.Prefix)} "
            + $"{Convert.ToHexString(rtp.DependencyDescriptor)} {Convert.ToHexString(rtp.Packet.Payload)}");
        foreach (LayeredViewer viewer in _viewers)
        {
            if (viewer.Consumer.OutgoingStreams[0] == rtp.Stream || viewer.Consumer.OutgoingStreams[1] == rtp.Stream)
            {
                viewer.Send(now, rtp);
            }
        }
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        Log?.Invoke($"{now.Microseconds} rtcp {Convert.ToHexString(rtcp)}");
        bool isArriving = _toSender.Send(now, QueuedPacketKind.ProducerFeedback, rtcp);
        bool isRequest = (RtcpPacketType)rtcp[1] == RtcpPacketType.PayloadFeedback;
        if (isRequest && !isArriving)
        {
            _lostRequests.Add(now);
        }
    }

    public void ForgetSource(uint ssrc)
    {
    }

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    /// <summary>Ends the call; a packet that is still leased after this has leaked.</summary>
    public void Close()
    {
        foreach (LayeredViewer viewer in _viewers)
        {
            viewer.Check.Settle(_now);
        }

        _producer.Close(_now, _sink);
    }

    public void Dispose() => _slab.Dispose();

    private void AddViewer(LayeredCodec codec, LinkConditions conditions, RandomSource random)
    {
        int index = _viewers.Count;
        ConsumerCore consumer = ConsumerFactory.Create(
            _context, this, _producer, LayeredParameters.Consumer(codec, _producer, (uint)(9000 + (index * 10))));
        var check = new OutputCheck($"viewer {index}", _delivered, _isSimulcast);
        _viewers.Add(new LayeredViewer(
            _now,
            consumer,
            check,
            random,
            new LossyPath(_queue, conditions, random, index),
            new LossyPath(_queue, conditions, random, index)));

        _expectations.Add(new LayerExpectation(consumer, _isSimulcast, _lostRequests));
        _producer.AddConsumer(consumer);
        consumer.HandleTransportConnected(_now, isConnected: true, _sink);
    }

    private Timestamp NextDeadline()
    {
        Timestamp next = Timestamp.Min(_queue.NextAt, Timestamp.Min(_sender.NextDeadline, _context.Deadlines.Next));
        foreach (LayeredViewer viewer in _viewers)
        {
            next = Timestamp.Min(next, viewer.NextDeadline);
        }

        return Timestamp.Min(next, Timestamp.Min(_outages.NextDeadline, _checkAt));
    }

    private void HandleDeadlines()
    {
        while (_context.Deadlines.TryDequeueDue(_now, out DeadlineEntry entry))
        {
            entry.Owner.HandleDeadline(_now, _sink);
            _context.Deadlines.Set(entry, entry.Owner.NextDeadline);
        }

        if (_outages.NextDeadline <= _now)
        {
            _outages.HandleDeadline(_now);
        }

        if (_sender.NextDeadline <= _now)
        {
            _sender.HandleDeadline(_now);
        }

        for (int i = 0; i < _viewers.Count; i++)
        {
            if (_viewers[i].NextDeadline <= _now && _viewers[i].HandleDeadline(_now, _sink))
            {
                _expectations[i].HandleRequest(_now);
            }
        }

        if (_checkAt <= _now)
        {
            Check();
        }

        while (_context.Events.TryDequeue(out EngineEvent? engineEvent))
        {
            OnEvent?.Invoke(engineEvent);
        }
    }

    private void Check()
    {
        _checkAt = _now + CheckInterval;
        for (int i = 0; i < _viewers.Count; i++)
        {
            _viewers[i].Check.Settle(_now);
            if (_expectations[i].Check(_now, _sender.ActiveLayers) is string wrong)
            {
                _violations.Add($"viewer {i} at {_now.Milliseconds} ms {wrong}");
            }
        }
    }

    private void Deliver(in QueuedPacket packet)
    {
        switch (packet.Kind)
        {
            case QueuedPacketKind.Media:
                DeliverMedia(packet.Bytes);
                break;
            case QueuedPacketKind.SenderReport:
                if (SenderInfo.TryRead(packet.Bytes, out SenderInfo report))
                {
                    _producer.HandleSenderReport(_now, report, _sink);
                }

                break;
            case QueuedPacketKind.ProducerFeedback:
                _sender.HandleFeedback(_now, packet.Bytes);
                break;
            case QueuedPacketKind.Output:
                _viewers[packet.Viewer].HandlePacket(_now, packet.Bytes);
                break;
            case QueuedPacketKind.ViewerFeedback:
                _viewers[packet.Viewer].HandleFeedback(_now, packet.Bytes, _sink);
                break;
        }
    }

    private void DeliverMedia(Span<byte> bytes)
    {
        _ = RtpPacket.TryParse(bytes, out RtpPacket packet);
        var frame = LayeredFrame.Read(packet.Payload);
        int stream = _isSimulcast ? frame.Layer : 0;
        ushort sequence = packet.SequenceNumber;
        if (packet.PayloadType == LayeredStream.RtxPayloadType)
        {
            _ = RtxPayload.TryReadOriginalSequence(packet, out sequence);
        }

        bool isNew = !_delivered.Contains(stream, sequence);
        if (isNew)
        {
            _delivered.Add(stream, sequence, frame);
        }

        if (_producer.HandleRtp(_now, packet, _sink).Kind == ProducerResultKind.Discarded && isNew)
        {
            _delivered.Remove(stream, sequence, frame);
        }
    }
}
