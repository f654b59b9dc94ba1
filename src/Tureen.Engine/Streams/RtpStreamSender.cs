using System.Text;
using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Streams;

/// <summary>One stream that a consumer sends: counts it, keeps its last packets for retransmission, reports on it.</summary>
internal sealed partial class RtpStreamSender
{
    public static readonly TimeSpan MaxVideoRetransmissionAge = TimeSpan.FromMilliseconds(2000);
    public static readonly TimeSpan MaxAudioRetransmissionAge = TimeSpan.FromMilliseconds(1000);

    /// <summary>A Sender Report extrapolates from the newest packet no further than this.</summary>
    public static readonly TimeSpan MaxSenderReportReferenceAge = TimeSpan.FromMilliseconds(2000);

    /// <summary>Bytes. Short packets make a probe that is far slower than planned.</summary>
    private const int LeastDuplicateLength = 500;

    private const int MaxDuplicates = 2;
    private const int MaxDuplicateSlots = 64;
    private static readonly TimeSpan MaxDuplicateAge = TimeSpan.FromMilliseconds(200);

    private readonly byte[] _cname;
    private readonly RetransmissionBuffer? _buffer;
    private readonly RtpDataCounter _transmission = new();
    private readonly SentScore _score = new();
    private readonly SentRtx _rtx;
    private SequenceTracker _tracker;
    private RetransmissionBudget _budget;
    private SentTimestamps _timestamps;
    private RemoteReception _remote;
    private RepairCounter _repairs;
    private FeedbackCounter _feedback;
    private RemoteReferenceTime _referenceTime;
    private long _payloadBytes;
    private long _packetsDiscarded;

    public RtpStreamSender(RtpStreamParameters parameters, RandomSource random, SharedRtpPacketPool packets)
    {
        Parameters = parameters;
        _rtx = new SentRtx(random);
        _timestamps = new SentTimestamps(parameters.ClockRate);
        _cname = Encoding.UTF8.GetBytes(parameters.Cname);
        if (parameters.UseNack)
        {
            _buffer = new RetransmissionBuffer(
                packets,
                EngineLimits.MaxRetransmissionItems,
                parameters.IsVideo ? MaxVideoRetransmissionAge : MaxAudioRetransmissionAge);
        }

        if (parameters.HasRtx)
        {
            AttachRtx(parameters.RtxPayloadType, parameters.RtxSsrc);
        }
    }

    public RtpStreamParameters Parameters { get; private set; }

    public int Score => _score.Value;

    public ReadOnlySpan<byte> Cname => _cname;

    public long PacketCount => _transmission.PacketCount;

    /// <summary>The highest sequence number sent.</summary>
    public ushort MaxSequence => _tracker.MaxSequence;

    /// <summary>The highest timestamp sent, and when it was.</summary>
    public uint MaxTimestamp => _timestamps.Highest;

    public Timestamp MaxTimestampAt => _timestamps.HighestAt;

    public Bitrate GetBitrate(Timestamp now) => _transmission.GetBitrate(now);

    /// <summary>Names the RTX stream.</summary>
    public void AttachRtx(byte payloadType, uint ssrc)
    {
        Parameters.RtxPayloadType = payloadType;
        Parameters.RtxSsrc = ssrc;
        AddRtxPayloadType(Parameters.PayloadType, payloadType);
        _rtx.Begin();
    }

    /// <summary>Continues with another codec under the same SSRCs.</summary>
    public void HandleCodec(RtpStreamParameters parameters, byte rtxPayloadType)
    {
        parameters.RtxSsrc = Parameters.RtxSsrc;
        parameters.RtxPayloadType = rtxPayloadType;
        Parameters = parameters;
    }

    /// <summary>Names the RTX payload type of one of the payload types that the stream carries.</summary>
    public void AddRtxPayloadType(int payloadType, int rtxPayloadType) => _rtx.Add(payloadType, rtxPayloadType);

    /// <summary>Whether packets of this payload type are sent again as RTX.</summary>
    public bool HasRtxFor(byte payloadType) => Parameters.HasRtx && _rtx.TryMap(payloadType, out _);

    /// <summary>Takes a packet that is about to be sent, with what this consumer writes into it; false when it must not be sent.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The shared bytes; a lease is taken if they are kept.</param>
    /// <param name="sequenceNumber">The consumer's sequence number.</param>
    /// <param name="timestamp">The consumer's RTP timestamp.</param>
    /// <param name="marker">The consumer's marker.</param>
    /// <param name="rewrite">What the consumer writes into the payload descriptor.</param>
    public bool HandlePacket(
        Timestamp now,
        SharedRtpPacket packet,
        ushort sequenceNumber,
        uint timestamp,
        bool marker,
        PayloadRewrite rewrite = default)
    {
        // 1. Its place in the sequence.
        SequenceVerdict verdict = _tracker.Handle(sequenceNumber);
        if (verdict == SequenceVerdict.Rejected)
        {
            _packetsDiscarded++;
            return false;
        }

        if (verdict == SequenceVerdict.Restarted)
        {
            _buffer?.Clear();
        }

        // 2. Keep it for retransmission. What is kept already was sent already. A codec without NACK is sent stamped, and sending that again under
        // its own number would be other bytes under one SRTP index.
        int length = packet.HeaderLength + packet.PayloadLength;
        if (_buffer is not null && Parameters.UseNack && packet.IsKeepable && length <= EngineLimits.MtuLength)
        {
            var item = new RetransmissionItem
            {
                Packet = packet,
                SequenceNumber = sequenceNumber,
                RtpTimestamp = timestamp,
                Marker = marker,
                Rewrite = rewrite,
            };
            if (_buffer.Insert(item) == InsertOutcome.Duplicate)
            {
                _packetsDiscarded++;
                return false;
            }
        }

        // 3. Count it.
        _timestamps.Handle(now, timestamp, verdict, packet.CapturedAt);
        _budget.CountSent(now, RoundTripTime);
        _transmission.Update(now, length);
        _payloadBytes += packet.PayloadLength;
        return true;
    }

    /// <summary>Counts a NACK and walks the packets that are to be sent again.</summary>
    public RetransmissionEnumerator HandleNack(Timestamp now, GenericNack nack)
    {
        int packets = 0;
        foreach (NackItem item in nack.Items)
        {
            packets += item.Count;
        }

        _feedback.CountNack(packets);
        return new RetransmissionEnumerator(this, now, nack.SequenceNumbers);
    }

    /// <summary>Finds one packet to be sent again, unless it was just resent or the budget is used up.</summary>
    public bool TryRetransmit(Timestamp now, ushort sequenceNumber, out Retransmission retransmission)
    {
        retransmission = default;
        int index = _buffer?.IndexOf(sequenceNumber) ?? -1;
        if (index < 0)
        {
            return false;
        }

        TimeSpan roundTrip = RoundTripTime > TimeSpan.Zero ? RoundTripTime : NackGenerator.DefaultRoundTripTime;
        (int resentTimes, Timestamp resentAt) = _buffer!.GetResent(index);
        bool isRecent = resentTimes > 0 && now - resentAt <= roundTrip;
        if (isRecent || !_budget.TryTake(now, roundTrip))
        {
            return false;
        }

        if (resentTimes == 0)
        {
            _repairs.CountRepaired();
        }

        _repairs.CountRetransmitted();
        _buffer.CountResent(index, now);
        RetransmissionItem item = _buffer[index];
        byte payloadType = item.Packet!.PayloadType;
        bool isRtx = Parameters.HasRtx && _rtx.TryMap(payloadType, out payloadType);
        payloadType = isRtx ? payloadType : item.Packet.PayloadType;
        retransmission = new Retransmission(item, isRtx, payloadType, isRtx ? _rtx.NextSequence() : (ushort)0);
        return true;
    }

    /// <summary>Finds a recent packet that may go out again on the RTX stream to probe the path; a receiver drops what it has.</summary>
    public bool TryTakeDuplicate(Timestamp now, out Retransmission duplicate)
    {
        duplicate = default;
        for (int back = 1; back <= Math.Min(_buffer?.Count ?? 0, MaxDuplicateSlots); back++)
        {
            int index = _buffer!.Count - back;
            RetransmissionItem item = _buffer[index];
            bool isUsable = item.Packet is { PayloadLength: >= LeastDuplicateLength } packet
                && _buffer.GetResent(index).Times < MaxDuplicates
                && now - packet.ReceivedAt <= MaxDuplicateAge;
            if (isUsable && Parameters.HasRtx && _rtx.TryMap(item.Packet!.PayloadType, out byte payloadType))
            {
                _buffer.CountResent(index, now);
                duplicate = new Retransmission(item, IsRtx: true, payloadType, _rtx.NextSequence());
                return true;
            }
        }

        return false;
    }

    /// <summary>Nothing is sent for a while or ever again, so the kept packets are of no use afterwards: gives all leases back.</summary>
    public void Pause() => _buffer?.Clear();

    /// <summary>Gives back the leases of a stream that fell silent; while packets come, they push old ones out.</summary>
    public void ReleaseOld(Timestamp now) => _buffer?.RemoveReceivedBefore(now - (2 * MaxVideoRetransmissionAge));

    /// <summary>Gives back the leases on some of the oldest packets.</summary>
    public void GiveWay() => _buffer?.RemoveOldest(EngineLimits.PacketsGivenUpAtOnce);

    /// <summary>A spatial layer was switched: the score of the old one says nothing about the new one.</summary>
    public void ResetScore(Timestamp now) => _score.Reset(now);

    public bool TakeScoreChanged() => _score.TakeChanged();
}
