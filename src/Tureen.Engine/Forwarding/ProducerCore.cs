using Tureen.Engine.Codecs;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>A source of media: its received streams, and the consumers that they go to (mediasoup's Producer).</summary>
internal sealed partial class ProducerCore : IDeadlineOwner
{
    private readonly EngineContext _context;

    /// <summary>Ids of the header extensions that this producer's sender writes.</summary>
    private readonly ReceivedExtensionIds _ids = new();
    private readonly ReceivedStreams _streams;
    private readonly StreamAssignment _assignment;
    private readonly CaptureTimes _captureTimes;
    private readonly KeyFrameDuty _keyFrames;
    private readonly NackDuty _nacks;
    private readonly Fanout _fanout;
    private readonly PacketForwarder _forwarder;
    private readonly ProducerTraces _traces;
    private readonly ReceptionReports _reports;
    private readonly ProducerScores _scores;
    private readonly SenderReportIntake _senderReports;
    private readonly VideoOrientationWatch _orientation = new();
    private readonly DeadlineEntry _deadline;

    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    public ProducerCore(EngineContext context, IMediaTransport transport, ProducerCoreOptions options)
    {
        _context = context;
        Transport = transport;
        Options = options;
        Type = ProducerValidation.Check(options.Kind, options.RtpParameters, options.RtpMapping);
        _ids.Merge(options.RtpParameters.HeaderExtensions);
        _streams = new ReceivedStreams(options);
        _fanout = new Fanout(context, options);
        _traces = new ProducerTraces(context, options.Id, _ids);
        _keyFrames = new KeyFrameDuty(context, transport, options, _streams, _traces);
        _nacks = new NackDuty(context, transport, options.Id, _traces);
        _captureTimes = new CaptureTimes(options.RtpParameters.Rtcp.Cname ?? string.Empty, _ids.AbsCaptureTime);
        _assignment = new StreamAssignment(context, transport, options, _ids, _streams, _captureTimes, _keyFrames);
        _forwarder = new PacketForwarder(context, transport.PacketShare, options, _streams, _fanout, _keyFrames);
        _reports = new ReceptionReports(_streams.All);
        _scores = new ProducerScores(context, options.Id, _streams, _fanout);
        _senderReports = new SenderReportIntake(_assignment, _streams, _traces, _fanout, _scores);
        _deadline = new DeadlineEntry(this);
    }

    public string Id => Options.Id;

    /// <summary>The transport that carries it.</summary>
    public IMediaTransport Transport { get; }

    public ProducerCoreOptions Options { get; }

    public MediaKind Kind => Options.Kind;

    public ProducerType Type { get; }

    public RtpParameters RtpParameters => Options.RtpParameters;

    public bool IsPaused => _streams.IsPaused;

    public bool IsClosed { get; private set; }

    /// <summary>Its streams in the order of the encodings; null before the first packet.</summary>
    public IReadOnlyList<RtpStreamReceiver?> Streams => _streams.All;

    public IReadOnlyList<ConsumerCore> Consumers => _fanout.Consumers;

    /// <summary>Its places in the observers that listen to it.</summary>
    public ObservedPlaces Observed { get; } = new();

    /// <summary>The trace events that the application asked for, in the order given.</summary>
    public IReadOnlyList<ProducerTraceEventType> TraceEventTypes
    {
        get => _traces.Types;
        set => _traces.Types = value;
    }

    /// <summary>What its consumers want of its layers.</summary>
    public WantedLayers Wanted => _fanout.Wanted;

    public Timestamp NextDeadline => IsClosed ? Timestamp.Never : Timestamp.Min(MediaDeadline, _fanout.Wanted.NextDeadline);

    private Timestamp MediaDeadline => Timestamp.Min(_keyFrames.NextDeadline, _streams.NextDeadline);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        _fanout.Wanted.HandleDeadline(now, _fanout.Consumers, isObserved: Observed.All.Count > 0);
        if (MediaDeadline > now)
        {
            return;
        }

        foreach (RtpStreamReceiver? stream in _streams.All)
        {
            if (stream is not null)
            {
                stream.HandleDeadline(now);
                DrainStream(now, stream, sink);
            }
        }

        _keyFrames.HandleDeadline(now, sink);
    }

    /// <summary>A consumer wants other layers than before, or none.</summary>
    public void HandleWishes()
    {
        _fanout.Wanted.HandleChange();
        if (!IsClosed)
        {
            ArmDeadline();
        }
    }

    /// <summary>An observer listens to it, or does no more. Its packets have to come for that, even if nobody consumes them.</summary>
    public void HandleObserved()
    {
        if (Options.FarEnd is not null)
        {
            HandleWishes();
        }
    }

    /// <summary>Stops forwarding; streams and scores go on.</summary>
    public void Pause()
    {
        if (!IsPaused)
        {
            _streams.Pause();
            _fanout.HandlePaused();
            Observed.HandlePaused();
        }
    }

    public void Resume(Timestamp now, IDatagramSink sink)
    {
        if (!IsPaused)
        {
            return;
        }

        _streams.Resume(now);
        _fanout.HandleResumed(now, sink);
        Observed.HandleResumed();
        _keyFrames.HandleResumed(now, sink);
        ArmDeadline();
    }

    /// <summary>Closes the consumers and returns the SSRCs that were received.</summary>
    public List<uint> Close(Timestamp now, IDatagramSink sink)
    {
        IsClosed = true;
        _fanout.HandleClosed();
        _forwarder.Close();
        Observed.Leave(now, this);
        _context.Deadlines.Remove(_deadline);
        Options.FarEnd?.HandleChange();
        return _streams.GetSsrcs();
    }

    /// <summary>The media codec of one of its encodings: the received one, or before the first packet the announced one.</summary>
    public MediaCodec GetCodec(int encoding) => _streams.GetCodec(encoding);

    /// <summary>The router's payload type of that codec.</summary>
    public byte GetMappedPayloadType(int encoding) => _streams.GetMappedPayloadType(encoding);

    /// <summary>Whether nothing came yet and this packet, which names no RID, has a codec of the producer.</summary>
    public bool AwaitsUnnamedStream(in RtpPacket packet) => _assignment.AwaitsUnnamedStream(packet);

    public void RaiseUnnamedStream(uint ssrc) => _assignment.RaiseUnnamedStream(ssrc);

    /// <summary>Makes its capture times follow the clock that it shares with the peer's other producers.</summary>
    public void JoinCaptureClock(RemoteCaptureClocks clocks)
    {
        _captureTimes.Join(clocks);
        _forwarder.Header.ClockOffset = _captureTimes.ClockOffset;
    }

    public void LeaveCaptureClock(RemoteCaptureClocks clocks) => _captureTimes.Leave(clocks);

    public void AddConsumer(ConsumerCore consumer)
    {
        _fanout.Add(consumer);
        _forwarder.Header.Join(consumer.Header);
        HandleWishes();
    }

    public void RemoveConsumer(ConsumerCore consumer)
    {
        if (_fanout.TryRemove(consumer))
        {
            _forwarder.Header.Leave(consumer.Header);
            HandleWishes();
        }
    }

    /// <summary>The parameter sets that a picture comes without, as packets to be sent ahead of it; valid while a packet is forwarded.</summary>
    public IReadOnlyList<SharedRtpPacket> GetParameterSets(Timestamp now, SharedRtpPacket picture) =>
        _forwarder.GetParameterSets(now, picture);

    /// <summary>A consumer needs a key frame of the stream that it sees as <paramref name="mappedSsrc"/>.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="mappedSsrc">One of the SSRCs under which consumers know the streams.</param>
    /// <param name="sink">Takes the request.</param>
    /// <param name="isForced">Requests it even while a key frame of that stream is being forwarded, because the consumer could not use that one.</param>
    public void RequestKeyFrame(Timestamp now, uint mappedSsrc, IDatagramSink sink, bool isForced = false)
    {
        if (_keyFrames.TryRequest(now, mappedSsrc, sink, isForced))
        {
            ArmDeadline();
        }
    }

    private void ArmDeadline() => _context.Deadlines.Arm(_deadline, NextDeadline);
}
