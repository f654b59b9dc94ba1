using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One receiver of one producer's media (mediasoup's Consumer). Derived classes decide which packets go out.</summary>
internal abstract partial class ConsumerCore
{
    private readonly bool[] _supportedPayloadTypes = new bool[128];
    private readonly byte[] _mid;

    protected ConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
    {
        Context = context;
        Transport = transport;
        Producer = producer;
        Options = options;
        IsPaused = options.Paused;
        IsProducerPaused = producer.IsPaused;

        // A longer MID has no room in the packets; the peer then goes by the SSRC alone.
        string mid = options.RtpParameters.Mid ?? string.Empty;
        _mid = mid.Length <= EngineLimits.MaxMidLength ? Encoding.ASCII.GetBytes(mid) : [];
        foreach (RtpCodecParameters codec in options.RtpParameters.Codecs)
        {
            _supportedPayloadTypes[codec.PayloadType & 0x7F] |= !codec.IsRtx;
        }
    }

    public string Id => Options.Id;

    public ConsumerCoreOptions Options { get; }

    public ProducerCore Producer { get; }

    public MediaKind Kind => Options.Kind;

    public bool IsPaused { get; private set; }

    public bool IsProducerPaused { get; private set; }

    public bool IsClosed { get; private set; }

    /// <summary>1..255; the share in the bandwidth of its transport.</summary>
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
    public abstract IReadOnlyList<OutgoingStream> OutgoingStreams { get; }

    protected EngineContext Context { get; }

    protected IMediaTransport Transport { get; }

    protected ReadOnlySpan<byte> Mid => _mid;

    protected bool IsActive =>
        _isTransportConnected && !IsPaused && !IsProducerPaused && !IsClosed && !Producer.IsClosed;

    private bool _isTransportConnected;

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

        if (options.RtpParameters.Encodings.Exists(static encoding => encoding.Ssrc is null or 0))
        {
            throw new MediasoupTypeException("invalid encoding in rtpParameters (missing ssrc)");
        }

        return options.Type switch
        {
            ConsumerType.Simple or ConsumerType.Svc => new SimpleConsumerCore(context, transport, producer, options),
            _ => throw new UnsupportedException($"consumers of type {options.Type} are not supported yet"),
        };
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
                OnInactive();
            }
        }
    }

    /// <summary>Sends again, from a key frame on. Idempotent.</summary>
    public void Resume(Timestamp now, IDatagramSink sink)
    {
        if (IsPaused)
        {
            IsPaused = false;
            MayActivate(now, sink);
        }
    }

    /// <summary>Takes it from its producer and frees what it holds.</summary>
    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        IsClosed = true;
        Producer.RemoveConsumer(this);
        OnClosed();
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
            MayActivate(now, sink);
        }
        else if (wasActive)
        {
            OnInactive();
        }
    }

    public void HandleProducerPaused()
    {
        bool wasActive = IsActive;
        IsProducerPaused = true;
        if (wasActive)
        {
            OnInactive();
        }

        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: true));
    }

    public void HandleProducerResumed(Timestamp now, IDatagramSink sink)
    {
        IsProducerPaused = false;
        MayActivate(now, sink);
        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: false));
    }

    public void HandleProducerClosed()
    {
        Context.Events.Enqueue(new ConsumerProducerClosedEvent(Id));
        Transport.CloseConsumer(this);
    }

    public void HandleProducerScore() => EmitScore();

    public abstract ConsumerScore GetScore();

    /// <summary>One packet of the producer; forwarded, kept or dropped.</summary>
    public abstract void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink);

    /// <summary>The application asks for a key frame.</summary>
    public abstract void RequestKeyFrame(Timestamp now, IDatagramSink sink);

    protected bool IsSupported(byte payloadType) => _supportedPayloadTypes[payloadType & 0x7F];

    protected void EmitScore() => Context.Events.Enqueue(new ConsumerScoreEvent(Id, GetScore()));

    /// <summary>Media may flow from now on.</summary>
    protected abstract void OnActive(Timestamp now, IDatagramSink sink);

    /// <summary>Media no longer flows.</summary>
    protected abstract void OnInactive();

    protected abstract void OnClosed();

    private void MayActivate(Timestamp now, IDatagramSink sink)
    {
        if (IsActive)
        {
            OnActive(now, sink);
        }
    }
}
