using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Forwards all streams of its producer as they are, for another router (mediasoup's PipeConsumer).</summary>
internal sealed class PipeConsumerCore : ConsumerCore
{
    private readonly bool[] _waitsForKeyFrame;
    private ProducerLayersWanted? _wish;

    /// <summary>Streams that are forwarded, from the first on.</summary>
    private int _wanted;

    public PipeConsumerCore(EngineContext context, IMediaTransport transport, ProducerCore producer, ConsumerCoreOptions options)
        : base(context, transport, producer, options, Math.Min(options.RtpParameters.Encodings.Count, options.ConsumableEncodings.Count))
    {
        _waitsForKeyFrame = new bool[Streams.Length];
        _wanted = Streams.Length;
        for (int i = 0; i < Streams.Length; i++)
        {
            _waitsForKeyFrame[i] = CodecTraits.Of(producer.GetCodec(i)).HasKeyFrames;
        }
    }

    protected override bool HasScoreEvents => false;

    protected override RtpStreamReceiver? CurrentSource => null;

    /// <summary>What the router at the other end of the pipe wants, where it says so.</summary>
    public override ConsumerLayers? PreferredLayers =>
        _wish is { SpatialLayer: >= 0 } wish ? new ConsumerLayers(wish.SpatialLayer, wish.TemporalLayer) : null;

    /// <summary>
    /// The other end wants layers up to these; −1 for none. Encodings above them are not forwarded. Those below are, because receivers there may have to
    /// do with less than they want.
    /// </summary>
    public void SetWish(Timestamp now, ProducerLayersWanted wish, IDatagramSink sink)
    {
        ProducerLayersWanted all = Producer.Wanted.All;
        _wish = new ProducerLayersWanted(Math.Min(wish.SpatialLayer, all.SpatialLayer), Math.Min(wish.TemporalLayer, all.TemporalLayer));
        int before = _wanted;
        bool isWanted = wish.SpatialLayer >= 0;
        _wanted = isWanted ? Math.Min(_wish.SpatialLayer + 1, Streams.Length) : before;
        for (int i = before; i < _wanted && IsActive; i++)
        {
            Begin(now, i);
            Producer.RequestKeyFrame(now, MappedSsrc(i), sink);
        }

        SetWanted(now, isWanted, sink);
    }

    /// <summary>The score of a pipe says nothing: it is always the highest.</summary>
    public override ConsumerScore GetScore() =>
        new(RtpStreamScore.Maximum, RtpStreamScore.Maximum, Producer.GetStreamScores());

    public override void HandleProducerScore(Timestamp now, IDatagramSink sink) => Options.FarEnd?.HandleChange();

    public override void RequestKeyFrame(Timestamp now, IDatagramSink sink)
    {
        if (!IsActive || Kind != MediaKind.Video)
        {
            return;
        }

        for (int i = 0; i < _wanted; i++)
        {
            Producer.RequestKeyFrame(now, MappedSsrc(i), sink);
        }
    }

    public override void HandleProducerCodec(int index)
    {
        if (index < Streams.Length)
        {
            base.HandleProducerCodec(index);
            _waitsForKeyFrame[index] = CodecTraits.Of(Producer.GetCodec(index)).HasKeyFrames;
        }
    }

    public override void HandlePacket(Timestamp now, SharedRtpPacket packet, IDatagramSink sink)
    {
        int index = packet.EncodingIndex;
        if (index >= Streams.Length)
        {
            return;
        }

        // 1. Nobody to send to, or a payload type that was not negotiated.
        ConsumerStream stream = Streams[index];
        if (!IsActive || !IsSupported(packet.PayloadType) || packet.PayloadLength == 0)
        {
            Skip(now, stream, packet.SequenceNumber, packet.SourceRun, sink);
            return;
        }

        if (index >= _wanted)
        {
            stream.Drop(packet.SequenceNumber);
            return;
        }

        // 2. Wait for a key frame of this stream; what overtook it is kept.
        if (stream.RequireSyncIfRestarted(packet.SequenceNumber, packet.SourceRun))
        {
            Producer.RequestKeyFrame(now, MappedSsrc(index), sink);
        }

        bool isSync = stream.IsSyncRequired;
        if (isSync)
        {
            if (_waitsForKeyFrame[index] && !KeyFrames.IsStart(now, stream, packet, MappedSsrc(index), sink))
            {
                return;
            }

            stream.Sync(packet, SequenceTracker.MaxMisorder);
        }
        else if (stream.IsBeforeFirst(packet.SequenceNumber))
        {
            return;
        }

        // 3. Send, then what had overtaken the first packet of the key frame.
        stream.Send(now, packet, sink);
        if (isSync)
        {
            stream.SendHeld(now, packet, sink);
        }
    }

    public override ConsumerDump Dump()
    {
        var streams = new List<RtpStreamDump>(Streams.Length);
        foreach (ConsumerStream stream in Streams)
        {
            streams.Add(DumpStream(stream));
        }

        return base.Dump() with { RtpStream = null, RtpStreams = streams };
    }

    public override IReadOnlyList<RtpStats> GetStats(Timestamp now)
    {
        var stats = new List<RtpStats>(Streams.Length * 2);
        for (int i = 0; i < Streams.Length; i++)
        {
            stats.Add(StreamReports.Outbound(Streams[i].Sender.GetStats(now)));
            if (Producer.Streams[i] is RtpStreamReceiver received)
            {
                stats.Add(StreamReports.Inbound(received.GetStats(now)));
            }
        }

        return stats;
    }

    protected override ConsumerStream? StreamOf(int encodingIndex) => encodingIndex < Streams.Length ? Streams[encodingIndex] : null;

    protected override void RequestCurrentKeyFrame(Timestamp now, IDatagramSink sink) => RequestKeyFrame(now, sink);

    protected override void OnActive(Timestamp now, IDatagramSink sink)
    {
        for (int i = 0; i < Streams.Length; i++)
        {
            Begin(now, i);
        }

        RequestKeyFrame(now, sink);
    }

    /// <summary>A stream begins, or goes on after a while.</summary>
    private void Begin(Timestamp now, int index)
    {
        Streams[index].RequireSync();
        Streams[index].SkipWhatCame(now, Producer.Streams[index]);
    }

    private uint MappedSsrc(int index) => Options.ConsumableEncodings[index].Ssrc ?? 0;
}
