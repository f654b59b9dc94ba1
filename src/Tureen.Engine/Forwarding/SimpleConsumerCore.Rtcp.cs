using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class SimpleConsumerCore
{
    private Timestamp _reportedAt = Timestamp.Zero;
    private Timestamp _reportTakenAt = Timestamp.Zero;
    private TokenBucket _keyFrameRequests = new(EngineLimits.KeyFrameRequestBurst, EngineLimits.KeyFrameRequestsPerSecond);

    public override byte RemoteFractionLost => _stream.FractionLost;

    public override void HandleReceiverReport(Timestamp now, in ReportBlock report)
    {
        if (!RtcpPace.IsTaken(now, _reportTakenAt))
        {
            return;
        }

        _reportTakenAt = now;
        _stream.HandleReceiverReport(now, Context.Ntp.ToNtp(now), report);
        if (_stream.TakeScoreChanged())
        {
            EmitScore();
        }
    }

    public override void HandleNack(Timestamp now, GenericNack nack, IDatagramSink sink)
    {
        if (!IsActive)
        {
            return;
        }

        TraceNack(now);
        foreach (Retransmission retransmission in _stream.HandleNack(now, nack))
        {
            Resend(now, retransmission, sink);
        }
    }

    public override void HandleKeyFrameRequest(Timestamp now, bool isFir, IDatagramSink sink)
    {
        _stream.HandleKeyFrameRequest(isFir);
        TraceKeyFrameRequest(now, _media.Ssrc, isFir);
        if (_keyFrameRequests.TryTake(now))
        {
            RequestKeyFrame(now, sink);
        }
    }

    public override void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp) => _stream.HandleReferenceTime(now, ssrc, ntp);

    public override bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound)
    {
        _stream.ReleaseOld(now);
        if (!RtcpPace.IsDue(now, _reportedAt) || !_stream.TryGetSenderReport(now, ntp, out SenderInfo sender))
        {
            return true;
        }

        if (!compound.TryAddSender(sender, _stream.Cname, _stream.GetDlrr(now)))
        {
            return false;
        }

        _reportedAt = now;
        return true;
    }

    private void Resend(Timestamp now, in Retransmission retransmission, IDatagramSink sink)
    {
        Span<byte> originalSequence = stackalloc byte[RtxPayload.OriginalSequenceLength];
        BinaryPrimitives.WriteUInt16BigEndian(originalSequence, retransmission.SequenceNumber);
        bool isRtx = retransmission.IsRtx && _rtx is not null;
        var rtp = new OutgoingRtp
        {
            Packet = retransmission.Packet,
            Stream = isRtx ? _rtx! : _media,
            PayloadType = isRtx ? _stream.Parameters.RtxPayloadType : retransmission.Packet.PayloadType,
            SequenceNumber = isRtx ? retransmission.RtxSequenceNumber : retransmission.SequenceNumber,
            RtpTimestamp = retransmission.RtpTimestamp,
            Marker = retransmission.Marker,
            Mid = Mid,
            Prefix = isRtx ? originalSequence : default,
            IsStamped = isRtx,
            IsRtx = true,
        };
        Transport.SendRtp(now, rtp, sink);
        TracePacket(now, rtp);
    }
}
