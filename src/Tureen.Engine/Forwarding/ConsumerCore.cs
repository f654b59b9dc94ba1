using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One receiver of one producer's media (mediasoup's Consumer). Derived classes decide which packets go out.</summary>
internal abstract partial class ConsumerCore
{
    private readonly TraceSwitch<ConsumerTraceEventType> _trace = new();
    private readonly bool[] _supportedPayloadTypes = new bool[128];
    private readonly ConsumerStream[] _streams;
    private bool _isTransportConnected;

    protected ConsumerCore(
        EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options, int streamCount = 1)
    {
        Context = context;
        Transport = transport;
        Producer = producer;
        Options = options;
        IsPaused = options.Paused;
        IsProducerPaused = producer.IsPaused;
        Header = producer.Options.ExtensionIds.Negotiate(options);
        foreach (RtpCodecParameters codec in options.RtpParameters.Codecs)
        {
            _supportedPayloadTypes[codec.PayloadType & 0x7F] |= !codec.IsRtx;
        }

        _streams = new ConsumerStream[streamCount];
        for (int i = 0; i < streamCount; i++)
        {
            _streams[i] = new ConsumerStream(context, transport, this, i);
        }

        OutgoingStreams = [.. _streams.SelectMany(static stream => stream.Outgoing)];
    }

    public string Id => Options.Id;

    public ConsumerCoreOptions Options { get; }

    public ProducerCore Producer { get; }

    public MediaKind Kind => Options.Kind;

    public bool IsPaused { get; private set; }

    public bool IsProducerPaused { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>1..255; its share of the transport's bandwidth.</summary>
    public int Priority { get; set; } = 1;

    public IEnumerable<int> SupportedCodecPayloadTypes
    {
        get
        {
            for (int i = 0; i < _supportedPayloadTypes.Length; i++)
            {
                if (_supportedPayloadTypes[i])
                {
                    yield return i;
                }
            }
        }
    }

    /// <summary>The SSRCs that it sends.</summary>
    public IReadOnlyList<OutgoingStream> OutgoingStreams { get; }

    protected EngineContext Context { get; }

    protected IMediaTransport Transport { get; }

    /// <summary>What it negotiated for the headers of its packets.</summary>
    internal ConsumerHeader Header { get; }

    /// <summary>The streams that it sends: one, or in a consumer of type pipe as many as the producer has.</summary>
    public ReadOnlySpan<ConsumerStream> Streams => _streams;

    /// <summary>Media can flow.</summary>
    protected bool IsActive =>
        _isTransportConnected && !IsPaused && !IsProducerPaused && !IsClosed && !Producer.IsClosed;

    /// <summary>Whether it raises its own scores (pipe consumers have none).</summary>
    protected virtual bool HasScoreEvents => true;

    /// <summary>The producer's stream that is forwarded now.</summary>
    protected abstract RtpStreamReceiver? CurrentSource { get; }

    /// <exception cref="MediasoupTypeException">The parameters are wrong.</exception>
    public static ConsumerCore Create(
        EngineContext context,
        IMediaTransport transport,
        ProducerCore producer,
        ConsumerCoreOptions options)
    {
        if (options.RtpParameters.Codecs.Count == 0 || options.RtpParameters.Encodings.Count == 0)
        {
            throw new MediasoupTypeException("empty rtpParameters.codecs or rtpParameters.encodings");
        }

        if (options.ConsumableEncodings.Count == 0)
        {
            throw new MediasoupTypeException("empty consumableRtpEncodings");
        }

        if (options.RtpParameters.Encodings.Exists(static encoding => encoding.Ssrc is null or 0))
        {
            throw new MediasoupTypeException("invalid encoding in rtpParameters (missing ssrc)");
        }

        int cnameLength = Encoding.UTF8.GetByteCount(options.RtpParameters.Rtcp.Cname ?? string.Empty);
        if (cnameLength > EngineLimits.MaxCnameLength)
        {
            throw new MediasoupTypeException(
                $"rtpParameters.rtcp.cname has {cnameLength} bytes, more than {EngineLimits.MaxCnameLength}, which no report can carry");
        }

        ConsumerCore consumer = options.Type switch
        {
            ConsumerType.Simulcast => new SimulcastConsumerCore(context, transport, producer, options),
            ConsumerType.Svc => new SvcConsumerCore(context, transport, producer, options),
            ConsumerType.Pipe => new PipeConsumerCore(context, transport, producer, options),
            _ => new SimpleConsumerCore(context, transport, producer, options),
        };
        consumer.HandleProducerCodecs();
        return consumer;
    }

    /// <summary>Stops sending. Idempotent.</summary>
    public void Pause()
    {
        if (!IsPaused)
        {
            bool wasActive = IsActive;
            IsPaused = true;
            if (wasActive)
            {
                HandleInactive();
            }
        }
    }

    /// <summary>Sends again, from a key frame on. Idempotent.</summary>
    public void Resume(Timestamp now, IDatagramSink sink)
    {
        if (IsPaused)
        {
            IsPaused = false;
            ActivateIfNeeded(now, sink);
        }
    }

    /// <summary>The producer's transport takes more than its share of the packet slab: gives up some of the packets kept for retransmission.</summary>
    public void GiveWay()
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.GiveWay();
        }
    }

    /// <summary>Removes it from its producer and frees what it holds.</summary>
    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        Context.Faults.Forget(this);
        Producer.RemoveConsumer(this);
        foreach (ConsumerStream stream in _streams)
        {
            stream.Close();
        }
    }

    public void HandleTransportConnected(Timestamp now, bool isConnected, IDatagramSink sink)
    {
        if (_isTransportConnected == isConnected)
        {
            return;
        }

        bool wasActive = IsActive;
        _isTransportConnected = isConnected;
        if (isConnected)
        {
            ActivateIfNeeded(now, sink);
        }
        else if (wasActive)
        {
            HandleInactive();
        }
    }

    public void HandleProducerPaused()
    {
        bool wasActive = IsActive;
        IsProducerPaused = true;
        if (wasActive)
        {
            HandleInactive();
        }

        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: true));
    }

    public void HandleProducerResumed(Timestamp now, IDatagramSink sink)
    {
        IsProducerPaused = false;
        ActivateIfNeeded(now, sink);
        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: false));
    }

    public void HandleProducerClosed()
    {
        Context.Events.Enqueue(new ConsumerProducerClosedEvent(Id));
        Transport.CloseConsumer(this);
    }

    /// <summary>The score of one of the producer's streams changed.</summary>
    public virtual void HandleProducerScore(Timestamp now, IDatagramSink sink) => RaiseScore();

    /// <summary>A stream of the producer began.</summary>
    public virtual void HandleProducerStream(Timestamp now, int index, IDatagramSink sink)
    {
    }

    /// <summary>A Sender Report of one of the producer's streams came.</summary>
    public virtual void HandleProducerSenderReport(Timestamp now, int index, IDatagramSink sink)
    {
    }

    /// <summary>A spatial layer of a stream began or ceased to flow.</summary>
    public virtual void HandleProducerLayers(Timestamp now, IDatagramSink sink)
    {
    }

    public virtual ConsumerScore GetScore()
    {
        int[] all = Producer.GetStreamScores();
        return new ConsumerScore(_streams[0].Sender.Score, CurrentSource?.Score ?? 0, all);
    }

    /// <summary>One packet of the producer; forwarded, kept or dropped.</summary>
    public abstract void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink);

    /// <summary>A packet of the producer that no consumer gets: the numbers after it close the gap.</summary>
    public void HandleSkipped(Timestamp now, int encodingIndex, ushort sequenceNumber, ushort sourceRun, IDatagramSink sink)
    {
        if (StreamOf(encodingIndex) is ConsumerStream stream)
        {
            Skip(now, stream, sequenceNumber, sourceRun, sink);
        }
    }

    /// <summary>The application requests a key frame.</summary>
    public abstract void RequestKeyFrame(Timestamp now, IDatagramSink sink);

    protected bool IsSupported(byte payloadType) => _supportedPayloadTypes[payloadType & 0x7F];

    protected void RaiseScore() => Context.Events.Enqueue(new ConsumerScoreEvent(Id, GetScore()));

    /// <summary>The stream that now carries one of the producer's encodings; null for none.</summary>
    protected virtual ConsumerStream? StreamOf(int encodingIndex) => _streams[0];

    /// <summary>Takes a packet out of the numbers of a stream. It may be the first one of a source that began anew.</summary>
    protected void Skip(Timestamp now, ConsumerStream stream, ushort sequenceNumber, ushort sourceRun, IDatagramSink sink)
    {
        if (!stream.RequireSyncIfRestarted(sequenceNumber, sourceRun))
        {
            stream.Drop(sequenceNumber);
        }
        else if (IsActive)
        {
            RequestCurrentKeyFrame(now, sink);
        }
    }

    /// <summary>A receiver lost packets: requests a key frame of the stream that it gets now.</summary>
    protected abstract void RequestCurrentKeyFrame(Timestamp now, IDatagramSink sink);

    /// <summary>
    /// Whether a stream can begin with this packet: the first of a key frame, or any after a wait in vain. Keeps packets that overtook a key frame.
    /// </summary>
    protected bool IsStart(Timestamp now, ConsumerStream stream, SharedRtpPacket packet, uint mappedSsrc, IDatagramSink sink)
    {
        if (!packet.IsKeyFrame)
        {
            return !MustWait(now, stream, packet, mappedSsrc, sink);
        }

        bool isCutShort = stream.IsCutShort(packet);
        if (isCutShort)
        {
            Producer.RequestKeyFrame(now, mappedSsrc, sink, isForced: true);
        }

        return !isCutShort;
    }

    /// <summary>
    /// Keeps a packet that waits for a key frame, and requests one now and then. False after too many requests in vain: then it reports that,
    /// and the packet is to be sent.
    /// </summary>
    protected bool MustWait(Timestamp now, ConsumerStream stream, SharedRtpPacket packet, uint mappedSsrc, IDatagramSink sink)
    {
        ref WithheldMedia withheld = ref stream.Withheld;
        if (withheld.Handle(now, packet.Descriptor))
        {
            RequestAgain(now, mappedSsrc, sink);
        }

        if (withheld.TakeReport())
        {
            Context.Events.Enqueue(new ConsumerMediaWithheldEvent(Id, withheld.Reason));
        }

        if (withheld.IsOver(packet.Descriptor))
        {
            return false;
        }

        stream.Hold(packet);
        return true;
    }

    /// <summary>A requested key frame has not come for a second.</summary>
    protected virtual void RequestAgain(Timestamp now, uint mappedSsrc, IDatagramSink sink) =>
        Producer.RequestKeyFrame(now, mappedSsrc, sink);

    /// <summary>Media may flow from now on.</summary>
    protected abstract void OnActive(Timestamp now, IDatagramSink sink);

    /// <summary>Media no longer flows.</summary>
    protected virtual void OnInactive()
    {
    }

    private void HandleInactive()
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.Pause();
        }

        OnInactive();
    }

    private void ActivateIfNeeded(Timestamp now, IDatagramSink sink)
    {
        if (IsActive)
        {
            OnActive(now, sink);
        }
    }
}
