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
    private readonly IMediaTransport _transport;
    private readonly ProducerEncoding[] _encodings;
    private readonly ProducerCodecs _codecs;
    private readonly StreamBindings _bindings;
    private readonly RtpStreamReceiver?[] _streams;
    private readonly FrameReader?[] _readers;
    private readonly Timestamp[] _senderReportTakenAt;
    private readonly KeyFrameRequester? _keyFrames;
    private readonly PayloadTypeMap _payloadTypes = new();
    private readonly ForwardedHeader _header;
    private readonly ParameterSetPackets _parameterSets;
    private readonly UnplacedPackets _unplaced;
    private readonly CaptureTimes _captureTimes;
    private readonly TraceSwitch<ProducerTraceEventType> _trace = new();
    private readonly ReceptionReports _reports;
    private readonly VideoOrientationWatch _orientation = new();
    private readonly DeadlineEntry _deadline;
    private ConsumerCore[] _consumers = [];
    private uint _keyFrameBeingForwarded;

    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    public ProducerCore(EngineContext context, IMediaTransport transport, ProducerCoreOptions options)
    {
        _context = context;
        _transport = transport;
        Options = options;
        Type = ProducerValidation.Check(options.Kind, options.RtpParameters, options.RtpMapping);
        _encodings = ProducerEncodings.Resolve(options.RtpParameters, options.RtpMapping);
        _streams = new RtpStreamReceiver?[_encodings.Length];
        _reports = new ReceptionReports(_streams);
        _codecs = new ProducerCodecs(options.RtpParameters);
        _bindings = new StreamBindings(_encodings.Length);
        _readers = new FrameReader?[_encodings.Length];
        _senderReportTakenAt = new Timestamp[_encodings.Length];
        options.RtpMapping.Codecs.ForEach(codec => _payloadTypes.Add(codec.PayloadType, codec.MappedPayloadType));
        _header = new ForwardedHeader(context, options);
        _unplaced = new UnplacedPackets(context, options.Id);
        _parameterSets = new ParameterSetPackets(context, transport.PacketShare, _header);
        _deadline = new DeadlineEntry(this);
        _ids.Merge(options.RtpParameters.HeaderExtensions);
        _captureTimes = new CaptureTimes(options.RtpParameters.Rtcp.Cname ?? string.Empty, _ids.AbsCaptureTime);
        IsPaused = options.Paused;
        if (options.Kind == MediaKind.Video)
        {
            _keyFrames = new KeyFrameRequester(options.KeyFrameRequestDelay);
        }
    }

    public string Id => Options.Id;

    /// <summary>The transport that carries it.</summary>
    public IMediaTransport Transport => _transport;

    public ProducerCoreOptions Options { get; }

    public MediaKind Kind => Options.Kind;

    public ProducerType Type { get; }

    public RtpParameters RtpParameters => Options.RtpParameters;

    public bool IsPaused { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>Its streams in the order of the encodings; null before the first packet.</summary>
    public IReadOnlyList<RtpStreamReceiver?> Streams => _streams;

    public IReadOnlyList<ConsumerCore> Consumers => _consumers;

    /// <summary>Its places in the observers that listen to it.</summary>
    public ObservedPlaces Observed { get; } = new();

    public Timestamp NextDeadline
    {
        get
        {
            if (IsClosed)
            {
                return Timestamp.Never;
            }

            Timestamp next = _keyFrames?.NextDeadline.At ?? Timestamp.Never;
            foreach (RtpStreamReceiver? stream in _streams)
            {
                if (stream is not null)
                {
                    next = Timestamp.Min(next, stream.NextDeadline.At);
                }
            }

            return next;
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        foreach (RtpStreamReceiver? stream in _streams)
        {
            if (stream is not null)
            {
                stream.HandleDeadline(now);
                DrainStream(now, stream, sink);
            }
        }

        if (_keyFrames is not null)
        {
            _keyFrames.HandleDeadline(now);
            SendKeyFrameRequests(now, sink);
        }
    }

    /// <summary>Stops forwarding; streams and scores go on.</summary>
    public void Pause()
    {
        if (IsPaused)
        {
            return;
        }

        IsPaused = true;
        foreach (RtpStreamReceiver? stream in _streams)
        {
            stream?.Pause();
        }

        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerPaused();
        }

        Observed.HandlePaused();
    }

    public void Resume(Timestamp now, IDatagramSink sink)
    {
        if (!IsPaused)
        {
            return;
        }

        IsPaused = false;
        foreach (RtpStreamReceiver? stream in _streams)
        {
            stream?.Resume(now);
        }

        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerResumed(now, sink);
        }

        Observed.HandleResumed();

        foreach (RtpStreamReceiver? stream in _streams)
        {
            if (stream is not null)
            {
                _keyFrames?.HandleForcedNeed(now, stream.Parameters.Ssrc);
            }
        }

        SendKeyFrameRequests(now, sink);
        ArmDeadline();
    }

    /// <summary>Closes the consumers and returns the SSRCs that were received.</summary>
    public List<uint> Close(Timestamp now, IDatagramSink sink)
    {
        IsClosed = true;
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerClosed();
        }

        _unplaced.Clear();
        Observed.Leave(now, this);
        _context.Deadlines.Remove(_deadline);
        var ssrcs = new List<uint>();
        foreach (RtpStreamReceiver? stream in _streams)
        {
            if (stream is not null)
            {
                ssrcs.Add(stream.Parameters.Ssrc);
                ssrcs.Add(stream.Parameters.RtxSsrc);
            }
        }

        return ssrcs;
    }

    /// <summary>The media codec of one of its encodings: the received one, or before the first packet the announced one.</summary>
    public MediaCodec GetCodec(int encoding) =>
        _streams[encoding]?.Codec ?? KeyFrameDetection.ParseMimeType(_encodings[encoding].Codec.MimeType);

    /// <summary>The router's payload type of that codec.</summary>
    public byte GetMappedPayloadType(int encoding)
    {
        int payloadType = _streams[encoding]?.Parameters.PayloadType ?? _encodings[encoding].Codec.PayloadType;
        return _payloadTypes.TryMap((byte)payloadType, out byte mapped) ? mapped : (byte)payloadType;
    }

    /// <summary>Makes its capture times follow the clock that it shares with the peer's other producers.</summary>
    public void JoinCaptureClock(RemoteCaptureClocks clocks)
    {
        _captureTimes.Join(clocks);
        _header.ClockOffset = _captureTimes.ClockOffset;
    }

    public void LeaveCaptureClock(RemoteCaptureClocks clocks) => _captureTimes.Leave(clocks);

    public void AddConsumer(ConsumerCore consumer)
    {
        _consumers = [.. _consumers, consumer];
        _header.Sets.Join(consumer.Header);
    }

    public void RemoveConsumer(ConsumerCore consumer)
    {
        if (Array.IndexOf(_consumers, consumer) >= 0)
        {
            _consumers = Array.FindAll(_consumers, other => other != consumer);
            _header.Sets.Leave(consumer.Header);
        }
    }

    /// <summary>The stream whose packets reach consumers under <paramref name="mappedSsrc"/>.</summary>
    public RtpStreamReceiver? FindStream(uint mappedSsrc)
    {
        for (int i = 0; i < _encodings.Length; i++)
        {
            if (_encodings[i].MappedSsrc == mappedSsrc)
            {
                return _streams[i];
            }
        }

        return null;
    }

    /// <summary>The parameter sets that a picture comes without, as packets to be sent ahead of it; valid while a packet is forwarded.</summary>
    public IReadOnlyList<SharedRtpPacket> GetParameterSets(Timestamp now, SharedRtpPacket picture) =>
        _readers[picture.EncodingIndex]?.ParameterSets is ParameterSetStore sets ? _parameterSets.Get(now, picture, sets) : [];

    /// <summary>A consumer needs a key frame of the stream that it sees as <paramref name="mappedSsrc"/>.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="mappedSsrc">One of the SSRCs under which consumers know the streams.</param>
    /// <param name="sink">Takes the request.</param>
    /// <param name="isForced">Requests it even while a key frame of that stream is being forwarded, because the consumer could not use that one.</param>
    public void RequestKeyFrame(Timestamp now, uint mappedSsrc, IDatagramSink sink, bool isForced = false)
    {
        RtpStreamReceiver? stream = FindStream(mappedSsrc);
        bool isForwarded = mappedSsrc == _keyFrameBeingForwarded && !isForced;
        if (_keyFrames is null || IsPaused || stream is null || isForwarded)
        {
            return;
        }

        _keyFrames.HandleNeed(now, stream.Parameters.Ssrc);
        SendKeyFrameRequests(now, sink);
        ArmDeadline();
    }

    public ProducerScore[] GetScores()
    {
        var scores = new List<ProducerScore>(_streams.Length);
        for (int i = 0; i < _streams.Length; i++)
        {
            if (_streams[i] is RtpStreamReceiver stream)
            {
                scores.Add(new ProducerScore(i, stream.Parameters.Ssrc, _encodings[i].Rid, stream.Score));
            }
        }

        return [.. scores];
    }

    private void ArmDeadline() => _context.Deadlines.Arm(_deadline, NextDeadline);

    private void SendKeyFrameRequests(Timestamp now, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[32];
        while (_keyFrames is not null && _keyFrames.TryDequeueRequest(out uint ssrc))
        {
            if (FindStreamBySsrc(ssrc, out _) is RtpStreamReceiver stream)
            {
                int length = stream.WriteKeyFrameRequest(packet);
                _transport.SendRtcp(now, packet[..length], sink);
                TraceKeyFrameRequest(now, stream);
                _context.Counters.KeyFrameRequestsSent++;
                if (_context.Log.IsDebug(WorkerLogTag.Rtcp))
                {
                    _context.Log.Debug(WorkerLogTag.Rtcp, $"key frame asked for [ssrc:{ssrc}, producerId:{Id}]");
                }
            }
        }
    }

    private void RaiseScore(Timestamp now, IDatagramSink sink)
    {
        ProducerScore[] scores = GetScores();
        _context.Events.Enqueue(new ProducerScoreEvent(Id, scores));
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerScore(now, sink);
        }
    }
}
