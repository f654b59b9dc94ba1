using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    private uint _keyFrameBeingForwarded;
    private Timestamp _reportedAt = Timestamp.Zero;
    private int _nextReported;

    /// <summary>The receive flow of one packet (worker-side mediasoup Producer::ReceiveRtpPacket).</summary>
    public ProducerResult HandleRtp(Timestamp now, in RtpPacket received, IDatagramSink sink)
    {
        // 1. Which stream, and is it a retransmission?
        int index = FindOrCreateStream(now, received, out bool isRtx, out bool isNew);
        if (index < 0)
        {
            return ProducerResult.Discarded(DropReason.RtpUnknownStream);
        }

        RtpStreamReceiver stream = _streams[index]!;

        // 2. Through the stream, which restores retransmissions.
        bool isAccepted = Receive(now, stream, received, isRtx, out RtpPacket packet, out bool isKeyFrame);
        DrainStream(now, stream, sink);
        if (isNew)
        {
            EmitScore();
        }

        ArmDeadline();
        if (!isAccepted)
        {
            return ProducerResult.Discarded(isRtx ? DropReason.RtxNotNeeded : DropReason.RtpBadSequence);
        }

        // 3. Key frames asked for, and key frames come.
        TracePacket(now, packet, isKeyFrame, isRtx);
        HandleKeyFrameState(now, stream, isKeyFrame, isNew, sink);
        ObserveCaptureTime(stream, packet);
        ProducerResult result = isRtx ? ProducerResult.Retransmission : ProducerResult.Media;
        if (IsPaused)
        {
            return result;
        }

        ObserveOrientation(now, packet);
        if (_consumers.Length == 0)
        {
            return result;
        }

        // 4. To the consumers, under the router's identifiers.
        return Forward(now, packet, stream, _encodings[index].MappedSsrc, isKeyFrame, sink) ?? result;
    }

    public void HandleSenderReport(Timestamp now, SenderInfo sender)
    {
        int index = FindStreamIndex(sender.Ssrc, out bool isRtx);
        if (index < 0)
        {
            return;
        }

        RtpStreamReceiver stream = _streams[index]!;
        if (isRtx)
        {
            stream.HandleRtxSenderReport(now, sender);
        }
        else if (RtcpPace.IsTaken(now, _senderReportTakenAt[index]))
        {
            _senderReportTakenAt[index] = now;
            stream.HandleSenderReport(now, sender);
            TraceSenderReport(now, sender);
            DrainScore(stream);
        }
    }

    /// <summary>The answer to a reference time of this side: the round trip is that of all streams.</summary>
    public void HandleDlrr(Timestamp now, DlrrEntry entry)
    {
        foreach (RtpStreamReceiver? stream in _streams)
        {
            stream?.HandleDlrr(_context.Ntp.ToNtp(now), entry);
        }
    }

    /// <summary>Adds the reports about what is received, if any is due; false when there is no room, to be called again with an empty one.</summary>
    public bool TryAddReports(Timestamp now, RtcpReportCompound compound)
    {
        if (_nextReported == 0 && !RtcpPace.IsDue(now, _reportedAt))
        {
            return true;
        }

        // A report that was made and not sent would take its interval with it.
        Span<ReportBlock> blocks = stackalloc ReportBlock[2];
        for (; _nextReported < _streams.Length; _nextReported++)
        {
            if (!compound.HasRoomForReports(blocks.Length))
            {
                return false;
            }

            int count = _streams[_nextReported]?.GetReportBlocks(now, blocks, WorstRemoteFractionLost()) ?? 0;
            for (int i = 0; i < count; i++)
            {
                compound.TryAddReport(blocks[i]);
            }
        }

        _nextReported = 0;
        _reportedAt = now;
        return true;
    }

    /// <summary>The worst loss that a consumer's receiver tells of, in units of 1/256.</summary>
    private byte WorstRemoteFractionLost()
    {
        byte worst = 0;
        foreach (ConsumerCore consumer in _consumers)
        {
            worst = Math.Max(worst, consumer.RemoteFractionLost);
        }

        return worst;
    }

    private bool Receive(
        Timestamp now,
        RtpStreamReceiver stream,
        in RtpPacket received,
        bool isRtx,
        out RtpPacket packet,
        out bool isKeyFrame)
    {
        packet = received;
        isKeyFrame = false;
        if (!isRtx)
        {
            isKeyFrame = IsKeyFrame(stream.Codec, packet);
            return stream.HandlePacket(now, packet, isKeyFrame);
        }

        if (!stream.TryRestore(received, out packet))
        {
            return false;
        }

        isKeyFrame = IsKeyFrame(stream.Codec, packet);
        return stream.HandleRtxPacket(now, packet, isKeyFrame);
    }

    private bool IsKeyFrame(MediaCodec codec, in RtpPacket packet)
    {
        ReadOnlySpan<byte> descriptor = default;
        if (codec is MediaCodec.Av1 or MediaCodec.H264)
        {
            packet.TryGetExtension(_ids.DependencyDescriptor, out descriptor);
        }

        return KeyFrameDetection.IsKeyFrame(codec, packet.Payload, descriptor);
    }

    private void HandleKeyFrameState(Timestamp now, RtpStreamReceiver stream, bool isKeyFrame, bool isNew, IDatagramSink sink)
    {
        if (_keyFrames is null)
        {
            return;
        }

        if (isKeyFrame)
        {
            _keyFrames.HandleKeyFrame(stream.Parameters.Ssrc);
        }
        else if (isNew && !IsPaused)
        {
            _keyFrames.HandleForcedNeed(now, stream.Parameters.Ssrc);
            SendKeyFrameRequests(now, sink);
            ArmDeadline();
        }
    }

    private ProducerResult? Forward(
        Timestamp now,
        in RtpPacket packet,
        RtpStreamReceiver stream,
        uint mappedSsrc,
        bool isKeyFrame,
        IDatagramSink sink)
    {
        if (!_payloadTypes.TryMap(packet.PayloadType, out byte payloadType))
        {
            return ProducerResult.Discarded(DropReason.RtpUnknownPayloadType);
        }

        if (!_context.Packets.TryRent(out SharedRtpPacket shared))
        {
            return ProducerResult.Discarded(DropReason.PacketPoolExhausted);
        }

        if (_header.TryWrite(packet, payloadType, mappedSsrc, shared))
        {
            shared.IsKeyFrame = isKeyFrame;
            shared.ReceivedAt = now;
            shared.CapturedAt = stream.GetCapturedAt(packet.Timestamp);
            _keyFrameBeingForwarded = isKeyFrame ? mappedSsrc : 0;
            foreach (ConsumerCore consumer in _consumers)
            {
                consumer.HandlePacket(now, shared, sink);
            }

            _keyFrameBeingForwarded = 0;
            shared.Release();
            return null;
        }

        shared.Release();
        return ProducerResult.Discarded(DropReason.RtpTooLong);
    }

    private void DrainStream(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (stream.TryWriteNack(packet, out int length))
        {
            _transport.SendRtcp(now, packet[..length], sink);
            TraceNack(now);
        }

        if (stream.TakeKeyFrameRequired() && _keyFrames is not null && !IsPaused)
        {
            _keyFrames.HandleNeed(now, stream.Parameters.Ssrc);
            SendKeyFrameRequests(now, sink);
        }

        DrainScore(stream);
    }

    private void DrainScore(RtpStreamReceiver stream)
    {
        if (stream.TakeScoreChanged())
        {
            EmitScore();
        }
    }
}
