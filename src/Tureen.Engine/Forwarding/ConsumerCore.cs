using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>One receiver of one producer's media (mediasoup's Consumer). Derived classes decide which packets go out.</summary>
internal abstract partial class ConsumerCore
{
    private readonly PayloadTypeSet _payloadTypes;
    private readonly ConsumerStreams _streams;
    private ConsumerHalts _halts = ConsumerHalts.NotConnected;

    protected ConsumerCore(
        EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options,
        int streamCount = 1, bool repeatsKeyFrameRequests = true)
    {
        Context = context;
        Transport = transport;
        Producer = producer;
        Options = options;
        _halts |= options.Paused ? ConsumerHalts.Paused : ConsumerHalts.None;
        _halts |= producer.IsPaused ? ConsumerHalts.ProducerPaused : ConsumerHalts.None;
        _halts |= options.FarEnd is null ? ConsumerHalts.None : ConsumerHalts.NotWanted;
        Header = producer.Options.ExtensionIds.Negotiate(options);
        _payloadTypes = PayloadTypeSet.OfMedia(options.RtpParameters);
        Traces = new ConsumerTraces(context, options, Header);
        KeyFrames = new KeyFrameWait(context, producer, options.Id, repeatsKeyFrameRequests);
        _streams = new ConsumerStreams(context, transport, this, streamCount);
    }

    public string Id => Options.Id;

    public ConsumerCoreOptions Options { get; }

    public ProducerCore Producer { get; }

    public MediaKind Kind => Options.Kind;

    public bool IsPaused => IsHalted(ConsumerHalts.Paused);

    public bool IsProducerPaused => IsHalted(ConsumerHalts.ProducerPaused);

    public bool IsClosed => IsHalted(ConsumerHalts.Closed);

    /// <summary>1..255; its share of the transport's bandwidth.</summary>
    public int Priority { get; private set; } = 1;

    /// <summary>The SSRCs that it sends.</summary>
    public IReadOnlyList<OutgoingStream> OutgoingStreams => _streams.Outgoing;

    protected EngineContext Context { get; }

    protected IMediaTransport Transport { get; }

    /// <summary>What it negotiated for the headers of its packets.</summary>
    internal ConsumerHeader Header { get; }

    /// <summary>The streams that it sends: one, or in a consumer of type pipe as many as the producer has.</summary>
    public ReadOnlySpan<ConsumerStream> Streams => _streams.All;

    /// <summary>The trace events that the application asked for, in the order given.</summary>
    public IReadOnlyList<ConsumerTraceEventType> TraceEventTypes
    {
        get => Traces.Types;
        set => Traces.Types = value;
    }

    internal ConsumerTraces Traces { get; }

    /// <summary>How its streams wait for key frames.</summary>
    protected KeyFrameWait KeyFrames { get; }

    /// <summary>Media can flow.</summary>
    public bool IsActive => _halts == ConsumerHalts.None && !Producer.IsClosed;

    /// <summary>Whether somebody waits for its media, also while none flows.</summary>
    public bool IsWanted => (_halts & (ConsumerHalts.Paused | ConsumerHalts.NotConnected | ConsumerHalts.NotWanted | ConsumerHalts.Closed)) == ConsumerHalts.None;

    /// <summary>Whether it raises its own scores (pipe consumers have none).</summary>
    protected virtual bool HasScoreEvents => true;

    /// <summary>The producer's stream that is forwarded now.</summary>
    protected abstract RtpStreamReceiver? CurrentSource { get; }

    /// <summary>Stops sending. Idempotent.</summary>
    public void Pause() => Halt(ConsumerHalts.Paused);

    /// <summary>Sends again, from a key frame on. Idempotent.</summary>
    public void Resume(Timestamp now, IDatagramSink sink) => Release(now, ConsumerHalts.Paused, sink);

    /// <summary>The producer's transport takes more than its share of the packet slab: gives up some of the packets kept for retransmission.</summary>
    public void GiveWay() => _streams.GiveWay();

    /// <summary>Removes it from its producer and frees what it holds.</summary>
    public void Close()
    {
        if (IsClosed)
        {
            return;
        }

        _halts |= ConsumerHalts.Closed;
        Context.Faults.Forget(this);
        Producer.RemoveConsumer(this);
        _streams.Close();
        Options.FarEnd?.HandleChange();
    }

    public void HandleTransportConnected(Timestamp now, bool isConnected, IDatagramSink sink) =>
        Set(now, ConsumerHalts.NotConnected, !isConnected, sink);

    /// <summary>The path carries no video for now, or does so again.</summary>
    public void SetHeldBack(Timestamp now, bool isHeldBack, IDatagramSink sink) => Set(now, ConsumerHalts.HeldBack, isHeldBack, sink);

    public void HandleProducerPaused()
    {
        Halt(ConsumerHalts.ProducerPaused);
        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: true));
        Options.FarEnd?.HandleChange();
    }

    public void HandleProducerResumed(Timestamp now, IDatagramSink sink)
    {
        Release(now, ConsumerHalts.ProducerPaused, sink);
        Context.Events.Enqueue(new ConsumerProducerPausedEvent(Id, IsPaused: false));
        Options.FarEnd?.HandleChange();
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
        return new ConsumerScore(_streams.First.Sender.Score, CurrentSource?.Score ?? 0, all);
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

    protected bool IsSupported(byte payloadType) => _payloadTypes.Has(payloadType);

    protected void RaiseScore() => Context.Events.Enqueue(new ConsumerScoreEvent(Id, GetScore()));

    /// <summary>The stream that now carries one of the producer's encodings; null for none.</summary>
    protected virtual ConsumerStream? StreamOf(int encodingIndex) => _streams.First;

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

    /// <summary>Media may flow from now on.</summary>
    protected abstract void OnActive(Timestamp now, IDatagramSink sink);

    /// <summary>Media no longer flows.</summary>
    protected virtual void OnInactive()
    {
    }

    /// <summary>The other end of a pipe wants it, or does not.</summary>
    protected void SetWanted(Timestamp now, bool isWanted, IDatagramSink sink) => Set(now, ConsumerHalts.NotWanted, !isWanted, sink);

    private bool IsHalted(ConsumerHalts halt) => (_halts & halt) != ConsumerHalts.None;

    private void Set(Timestamp now, ConsumerHalts halt, bool isSet, IDatagramSink sink)
    {
        if (isSet)
        {
            Halt(halt);
        }
        else
        {
            Release(now, halt, sink);
        }
    }

    private void Halt(ConsumerHalts halt)
    {
        bool wasActive = IsActive;
        _halts |= halt;
        Producer.HandleWishes();
        if (wasActive)
        {
            _streams.Pause();
            OnInactive();
        }
    }

    private void Release(Timestamp now, ConsumerHalts halt, IDatagramSink sink)
    {
        bool wasHalted = IsHalted(halt);
        _halts &= ~halt;
        Producer.HandleWishes();
        if (wasHalted && IsActive)
        {
            OnActive(now, sink);
        }
    }
}
