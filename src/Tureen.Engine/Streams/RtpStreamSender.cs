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

    private readonly RandomSource _random;
    private readonly byte[] _cname;
    private readonly RetransmissionBuffer? _buffer;
    private readonly RtpDataCounter _transmission = new();
    private readonly RtpStreamScore _score;
    private readonly PayloadTypeMap _rtxTypes = new();
    private SequenceTracker _tracker;
    private RetransmissionBudget _budget;
    private long _payloadBytes;
    private long _packetsDiscarded;
    private long _packetsRetransmitted;
    private long _packetsRepaired;
    private ushort _rtxSequence;
    private HighestTimestamp _highest;
    private Timestamp _capturedAt;

    public RtpStreamSender(RtpStreamParameters parameters, RandomSource random)
    {
        Parameters = parameters;
        _random = random;
        _highest = new HighestTimestamp(parameters.ClockRate);
        _score = new RtpStreamScore(Timestamp.Zero);
        _cname = Encoding.UTF8.GetBytes(parameters.Cname);
        if (parameters.UseNack)
        {
            _buffer = new RetransmissionBuffer(
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
    public uint MaxTimestamp => _highest.Value;

    public Timestamp MaxTimestampAt => _highest.At;

    public Bitrate GetBitrate(Timestamp now) => _transmission.GetBitrate(now);

    /// <summary>Names the RTX stream.</summary>
    public void AttachRtx(byte payloadType, uint ssrc)
    {
        Parameters.RtxPayloadType = payloadType;
        Parameters.RtxSsrc = ssrc;
        AddRtxPayloadType(Parameters.PayloadType, payloadType);
        _rtxSequence = (ushort)_random.Next(0, EngineLimits.MaxInitialSequence - 1);
    }

    /// <summary>Continues with another codec under the same SSRCs.</summary>
    public void HandleCodec(RtpStreamParameters parameters, byte rtxPayloadType)
    {
        parameters.RtxSsrc = Parameters.RtxSsrc;
        parameters.RtxPayloadType = rtxPayloadType;
        Parameters = parameters;
    }

    /// <summary>Names the RTX payload type of one of the payload types that the stream carries.</summary>
    public void AddRtxPayloadType(int payloadType, int rtxPayloadType) => _rtxTypes.Add(payloadType, rtxPayloadType);

    /// <summary>Whether packets of this payload type are sent again as RTX.</summary>
    public bool HasRtxFor(byte payloadType) => Parameters.HasRtx && _rtxTypes.TryMap(payloadType, out _);

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
            if (_buffer.Insert(ref item) == InsertOutcome.Duplicate)
            {
                _packetsDiscarded++;
                return false;
            }
        }

        // 3. Count it.
        if (_highest.Handle(now, timestamp, verdict))
        {
            _capturedAt = packet.CapturedAt.IsNever ? now : packet.CapturedAt;
        }

        _budget.CountSent(now, RoundTripTime);
        _transmission.Update(now, length);
        _payloadBytes += packet.PayloadLength;
        return true;
    }

    /// <summary>Counts a NACK and walks the packets that are to be sent again.</summary>
    public RetransmissionEnumerator HandleNack(Timestamp now, GenericNack nack)
    {
        _nackCount++;
        foreach (NackItem item in nack.Items)
        {
            _nackPacketCount += item.Count;
        }

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

        ref RetransmissionItem item = ref _buffer!.SlotAt(index);
        TimeSpan roundTrip = RoundTripTime > TimeSpan.Zero ? RoundTripTime : NackGenerator.DefaultRoundTripTime;
        bool isRecent = item.ResentTimes > 0 && now - item.ResentAt <= roundTrip;
        if (isRecent || !_budget.TryTake(now, roundTrip))
        {
            return false;
        }

        _packetsRepaired += item.ResentTimes == 0 ? 1 : 0;
        _packetsRetransmitted++;
        item.ResentAt = now;
        item.ResentTimes = (byte)Math.Min(item.ResentTimes + 1, byte.MaxValue);
        byte payloadType = item.Packet!.PayloadType;
        bool isRtx = Parameters.HasRtx && _rtxTypes.TryMap(payloadType, out payloadType);
        payloadType = isRtx ? payloadType : item.Packet.PayloadType;
        _rtxSequence += (ushort)(isRtx ? 1 : 0);
        retransmission = new Retransmission(
            item.Packet,
            item.SequenceNumber,
            item.RtpTimestamp,
            item.Marker,
            item.Rewrite,
            isRtx,
            payloadType,
            _rtxSequence);
        return true;
    }

    /// <summary>Nothing is sent for a while, so the kept packets are of no use afterwards.</summary>
    public void Pause() => _buffer?.Clear();

    /// <summary>Gives back the leases of a stream that fell silent; while packets come, they push old ones out.</summary>
    public void ReleaseOld(Timestamp now) => _buffer?.RemoveReceivedBefore(now - (2 * MaxVideoRetransmissionAge));

    /// <summary>Gives back the leases on some of the oldest packets.</summary>
    public void GiveWay() => _buffer?.RemoveOldest(EngineLimits.PacketsGivenUpAtOnce);

    /// <summary>Gives all leases back.</summary>
    public void Close() => _buffer?.Clear();

    /// <summary>A spatial layer was switched: the score of the old one says nothing about the new one.</summary>
    public void ResetScore(Timestamp now) => _score.Reset(now, RtpStreamScore.Maximum, isAnnounced: false);

    public bool TakeScoreChanged() => _score.TakeChanged(out _);
}
