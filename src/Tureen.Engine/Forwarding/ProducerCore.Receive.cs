using Tureen.Engine.Events;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

internal sealed partial class ProducerCore
{
    /// <summary>The receive flow of one packet (worker-side mediasoup Producer::ReceiveRtpPacket).</summary>
    public ProducerResult HandleRtp(Timestamp now, in RtpPacket received, IDatagramSink sink)
    {
        // 1. Which stream, and is it a retransmission?
        int index = _assignment.FindOrBegin(now, received, out bool isRtx, out StreamChanges changes);
        if (index < 0)
        {
            return ProducerResult.Discarded(DropReason.RtpUnknownStream);
        }

        bool isNew = changes != StreamChanges.None;
        if (isNew)
        {
            _fanout.HandleReplaced(now, index, changes);
        }

        RtpStreamReceiver stream = _streams.All[index]!;

        // 2. Through the stream, which restores retransmissions.
        bool isAccepted = Receive(
            now, index, received, isRtx, out RtpPacket packet, out PayloadDescriptor descriptor, out ReadOnlySpan<byte> dependencies);
        bool isKeyFrame = descriptor.IsKeyFrame;
        DrainStream(now, stream, sink);
        if (isNew)
        {
            _scores.Raise(now, sink);
        }

        ArmDeadline();
        if (!isAccepted)
        {
            return ProducerResult.Discarded(isRtx ? DropReason.RtxNotNeeded : DropReason.RtpBadSequence);
        }

        // 3. Request key frames, and note those that come.
        _traces.HandlePacket(now, packet, isKeyFrame, isRtx);
        HandleKeyFrameState(now, stream, isKeyFrame, isNew, sink);
        if (isNew)
        {
            AnnounceStream(now, index, isKeyFrame, sink);
        }

        _captureTimes.HandlePacket(stream, packet);
        ProducerResult result = isRtx ? ProducerResult.Retransmission : ProducerResult.Media;
        if (IsPaused)
        {
            return result;
        }

        ObservePacket(now, packet);
        if (_fanout.Consumers.Length == 0)
        {
            return result;
        }

        // 4. To the consumers, under the router's identifiers.
        DropReason reason = _forwarder.Forward(now, packet, index, descriptor, dependencies, sink);
        return reason == DropReason.None ? result : ProducerResult.Discarded(reason);
    }

    /// <summary>The sender says that one of its SSRCs leaves.</summary>
    public void HandleBye(Timestamp now, uint ssrc) => _assignment.HandleBye(now, ssrc);

    public void HandleSenderReport(Timestamp now, SenderInfo sender, IDatagramSink sink) => _senderReports.Handle(now, sender, sink);

    /// <summary>The answer to a reference time of this side: the round trip is that of all streams.</summary>
    public void HandleDlrr(Timestamp now, DlrrEntry entry) => _reports.HandleDlrr(now, _context.Ntp, entry);

    /// <summary>Adds the reports about what is received, if any is due; false when there is no room: call it again with an empty packet.</summary>
    public bool TryAddReports(Timestamp now, RtcpReportCompound compound) => _reports.TryAdd(now, compound, _fanout.Consumers);

    private bool Receive(
        Timestamp now,
        int index,
        in RtpPacket received,
        bool isRtx,
        out RtpPacket packet,
        out PayloadDescriptor descriptor,
        out ReadOnlySpan<byte> dependencies)
    {
        RtpStreamReceiver stream = _streams.All[index]!;
        packet = received;
        descriptor = default;
        dependencies = default;
        if (isRtx && !stream.TryRestore(received, out packet))
        {
            return false;
        }

        if (!stream.TryTrack(now, packet, isRtx, out bool isLate))
        {
            return false;
        }

        // What is read here is what is forwarded. Nothing is known about a payload type that is not the stream's.
        packet.TryGetExtension(_ids.DependencyDescriptor, out dependencies);
        if (packet.PayloadType == stream.Parameters.PayloadType)
        {
            _streams.Readers[index]!.Read(packet, dependencies, isLate, out descriptor);
        }

        if (isRtx)
        {
            return stream.HandleRtxPacket(now, packet, descriptor.IsKeyFrame, descriptor.SpatialLayer, descriptor.TemporalLayer);
        }

        stream.HandlePacket(now, packet, descriptor.IsKeyFrame, descriptor.SpatialLayer, descriptor.TemporalLayer);
        return true;
    }

    private void HandleKeyFrameState(Timestamp now, RtpStreamReceiver stream, bool isKeyFrame, bool isNew, IDatagramSink sink)
    {
        if (isKeyFrame)
        {
            _keyFrames.HandleKeyFrame(stream);
        }
        else if (isNew && _keyFrames.TryHandleNewStream(now, stream, sink))
        {
            ArmDeadline();
        }
    }

    private void AnnounceStream(Timestamp now, int index, bool isKeyFrame, IDatagramSink sink)
    {
        // Consumers that need a key frame to begin are about to get this one.
        _keyFrames.BeingForwarded = isKeyFrame && !IsPaused ? _streams.Encodings[index].MappedSsrc : 0;
        _fanout.HandleNewStream(now, index, sink);
        _keyFrames.BeingForwarded = 0;
    }

    /// <summary>Reads what applications want to know of the media: the orientation of pictures, and who speaks.</summary>
    private void ObservePacket(Timestamp now, in RtpPacket packet)
    {
        if (_orientation.TryChange(now, packet, _ids.VideoOrientation, out ProducerVideoOrientation? orientation))
        {
            _context.Events.Enqueue(new ProducerVideoOrientationEvent(Id, orientation));
        }

        Observed.HandlePacket(now, packet, _ids.AudioLevel);
    }

    private void DrainStream(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        if (stream.HasNackRequests)
        {
            _nacks.Send(now, stream, sink);
        }

        if (stream.TakeKeyFrameRequired())
        {
            _keyFrames.TryRequest(now, stream, sink);
        }

        if (stream.TakeLayerActivityChanged())
        {
            _fanout.HandleLayers(now, sink);
        }

        if (stream.TakeScoreChanged())
        {
            _scores.Raise(now, sink);
        }
    }
}
