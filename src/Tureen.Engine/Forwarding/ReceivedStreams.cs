using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>The streams that a producer receives, one for each of its encodings.</summary>
internal sealed class ReceivedStreams
{
    private readonly Timestamp[] _senderReportTakenAt;

    public ReceivedStreams(ProducerCoreOptions options)
    {
        Encodings = ProducerEncodings.Resolve(options.RtpParameters, options.RtpMapping);
        All = new RtpStreamReceiver?[Encodings.Length];
        Readers = new FrameReader?[Encodings.Length];
        _senderReportTakenAt = new Timestamp[Encodings.Length];
        options.RtpMapping.Codecs.ForEach(codec => PayloadTypes.Add(codec.PayloadType, codec.MappedPayloadType));
        IsPaused = options.Paused;
    }

    public ProducerEncoding[] Encodings { get; }

    /// <summary>In the order of the encodings; null before the first packet.</summary>
    public RtpStreamReceiver?[] All { get; }

    /// <summary>What reads the frames of each stream.</summary>
    public FrameReader?[] Readers { get; }

    /// <summary>From the sender's payload types to the router's.</summary>
    public PayloadTypeMap PayloadTypes { get; } = new();

    public bool IsPaused { get; private set; }

    /// <summary>Whether nothing came yet.</summary>
    public bool IsEmpty => Array.TrueForAll(All, static stream => stream is null);

    public IEnumerable<RtpStreamReceiver> Live => All.OfType<RtpStreamReceiver>();

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (RtpStreamReceiver? stream in All)
            {
                if (stream is not null)
                {
                    next = Timestamp.Min(next, stream.NextDeadline);
                }
            }

            return next;
        }
    }

    /// <summary>Begins a stream, in place of the one before if there was one.</summary>
    public void Begin(
        Timestamp now, RtpStreamParameters parameters, RtpCodecParameters codec, RemoteCaptureTimeEstimator? captureTime)
    {
        int index = parameters.EncodingIdx;
        ushort run = (ushort)(All[index] is { } previous ? previous.Run + 1 : 0);
        Readers[index] = new FrameReader(parameters.Codec, codec.Parameters[SpropParameterSets.Name].AsString());
        All[index] = new RtpStreamReceiver(now, parameters, hasInactivityCheck: All.Length > 1, IsPaused, run)
        {
            CaptureTime = captureTime,
        };
        _senderReportTakenAt[index] = Timestamp.Zero;
    }

    /// <summary>Whether the stream takes a Sender Report now; more of them than a sender may send are ignored.</summary>
    public bool TryTakeSenderReport(Timestamp now, int index)
    {
        if (!RtcpPace.IsTaken(now, _senderReportTakenAt[index]))
        {
            return false;
        }

        _senderReportTakenAt[index] = now;
        return true;
    }

    public void Pause()
    {
        IsPaused = true;
        foreach (RtpStreamReceiver? stream in All)
        {
            stream?.Pause();
        }
    }

    public void Resume(Timestamp now)
    {
        IsPaused = false;
        foreach (RtpStreamReceiver? stream in All)
        {
            stream?.Resume(now);
        }
    }

    /// <summary>The stream whose packets reach consumers under <paramref name="mappedSsrc"/>.</summary>
    public RtpStreamReceiver? Find(uint mappedSsrc)
    {
        for (int i = 0; i < Encodings.Length; i++)
        {
            if (Encodings[i].MappedSsrc == mappedSsrc)
            {
                return All[i];
            }
        }

        return null;
    }

    /// <summary>The stream that is received on an SSRC.</summary>
    public RtpStreamReceiver? FindReceived(uint ssrc)
    {
        foreach (RtpStreamReceiver? stream in All)
        {
            if (stream?.Parameters.Ssrc == ssrc)
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>The media codec of an encoding: the received one, or before the first packet the announced one.</summary>
    public MediaCodec GetCodec(int index) =>
        All[index]?.Codec ?? CodecTraits.Find(Encodings[index].Codec.MimeType).Codec;

    /// <summary>The sender's payload type of that codec.</summary>
    public int GetPayloadType(int index) => All[index]?.Parameters.PayloadType ?? Encodings[index].Codec.PayloadType;

    /// <summary>The router's payload type of that codec.</summary>
    public byte GetMappedPayloadType(int index)
    {
        byte payloadType = (byte)GetPayloadType(index);
        return PayloadTypes.TryMap(payloadType, out byte mapped) ? mapped : payloadType;
    }

    public ProducerScore[] GetScores() =>
    [
        .. Live.Select(stream => new ProducerScore(
            stream.Parameters.EncodingIdx, stream.Parameters.Ssrc, Encodings[stream.Parameters.EncodingIdx].Rid, stream.Score)),
    ];

    /// <summary>The SSRCs that are received, 0 for an RTX stream that is not.</summary>
    public List<uint> GetSsrcs() => [.. Live.SelectMany(static stream => new[] { stream.Parameters.Ssrc, stream.Parameters.RtxSsrc })];
}
