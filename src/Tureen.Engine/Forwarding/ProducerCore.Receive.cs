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
        int index = FindOrCreateStream(now, received, out bool isRtx, out bool isNew);
        if (index < 0)
        {
            return ProducerResult.Discarded(DropReason.RtpUnknownStream);
        }

        RtpStreamReceiver stream = _streams[index]!;

        // 2. Through the stream, which restores retransmissions.
        bool isAccepted = Receive(
            now, index, received, isRtx, out RtpPacket packet, out PayloadDescriptor descriptor, out ReadOnlySpan<byte> dependencies);
        bool isKeyFrame = descriptor.IsKeyFrame;
        DrainStream(now, stream, sink);
        if (isNew)
        {
            RaiseScore(now, sink);
        }

        ArmDeadline();
        if (!isAccepted)
        {
            return ProducerResult.Discarded(isRtx ? DropReason.RtxNotNeeded : DropReason.RtpBadSequence);
        }

        // 3. Request key frames, and note those that come.
        TracePacket(now, packet, isKeyFrame, isRtx);
        HandleKeyFrameState(now, stream, isKeyFrame, isNew, sink);
        if (isNew)
        {
            // Consumers that need a key frame to begin are about to get this one.
            _keyFrameBeingForwarded = isKeyFrame && !IsPaused ? _encodings[index].MappedSsrc : 0;
            AnnounceNewStream(now, index, sink);
            _keyFrameBeingForwarded = 0;
        }

        _captureTimes.HandlePacket(stream, packet);
        ProducerResult result = isRtx ? ProducerResult.Retransmission : ProducerResult.Media;
        if (IsPaused)
        {
            return result;
        }

        if (_orientation.TryChange(now, packet, _ids.VideoOrientation, out ProducerVideoOrientation? orientation))
        {
            _context.Events.Enqueue(new ProducerVideoOrientationEvent(Id, orientation));
        }

        Observed.HandlePacket(now, packet, _ids.AudioLevel);
        if (_consumers.Length == 0)
        {
            return result;
        }

        // 4. To the consumers, under the router's identifiers.
        return Forward(now, packet, index, descriptor, dependencies, sink) ?? result;
    }

    /// <summary>The sender says that one of its SSRCs leaves.</summary>
    public void HandleBye(Timestamp now, uint ssrc) => _bindings.HandleBye(now, ssrc);

    public void HandleSenderReport(Timestamp now, SenderInfo sender, IDatagramSink sink)
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
            DrainScore(now, stream, sink);
            foreach (ConsumerCore consumer in _consumers)
            {
                consumer.HandleProducerSenderReport(now, index, sink);
            }
        }
    }

    /// <summary>The answer to a reference time of this side: the round trip is that of all streams.</summary>
    public void HandleDlrr(Timestamp now, DlrrEntry entry) => _reports.HandleDlrr(now, _context.Ntp, entry);

    /// <summary>Adds the reports about what is received, if any is due; false when there is no room: call it again with an empty packet.</summary>
    public bool TryAddReports(Timestamp now, RtcpReportCompound compound) => _reports.TryAdd(now, compound, _consumers);

    private bool Receive(
        Timestamp now,
        int index,
        in RtpPacket received,
        bool isRtx,
        out RtpPacket packet,
        out PayloadDescriptor descriptor,
        out ReadOnlySpan<byte> dependencies)
    {
        RtpStreamReceiver stream = _streams[index]!;
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
            _readers[index]!.Read(packet, dependencies, isLate, out descriptor);
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
        int index,
        in PayloadDescriptor descriptor,
        ReadOnlySpan<byte> dependencies,
        IDatagramSink sink)
    {
        uint mappedSsrc = _encodings[index].MappedSsrc;
        if (!_payloadTypes.TryMap(packet.PayloadType, out byte payloadType))
        {
            return Skip(now, index, packet.SequenceNumber, DropReason.RtpUnknownPayloadType, sink);
        }

        // What an application sends may have any length.
        if (packet.Bytes.Length > EngineLimits.MaxDatagramLength)
        {
            return Skip(now, index, packet.SequenceNumber, DropReason.RtpTooLong, sink);
        }

        if (!TryRent(out SharedRtpPacket shared))
        {
            return Skip(now, index, packet.SequenceNumber, DropReason.PacketPoolExhausted, sink);
        }

        // The lease is given back even if a consumer throws.
        try
        {
            if (!_header.TryWrite(packet, dependencies, payloadType, mappedSsrc, shared))
            {
                return Skip(now, index, packet.SequenceNumber, DropReason.RtpTooLong, sink);
            }

            shared.Descriptor = descriptor;
            shared.EncodingIndex = index;
            shared.SourceRun = _streams[index]!.Run;
            shared.ReceivedAt = now;
            shared.CapturedAt = _streams[index]!.GetCapturedAt(now, packet.Timestamp);
            _keyFrameBeingForwarded = descriptor.IsKeyFrame ? mappedSsrc : 0;
            OfferOrKeep(now, shared, sink);
            return null;
        }
        finally
        {
            _keyFrameBeingForwarded = 0;
            _parameterSets.Clear();
            shared.Release();
        }
    }

    /// <summary>Offers the packet to the consumers if its frame is known, and then the packets that waited for this one.</summary>
    private void OfferOrKeep(Timestamp now, SharedRtpPacket shared, IDatagramSink sink)
    {
        if (shared.Descriptor.IsFrameUnknown)
        {
            _unplaced.Add(now, shared);
        }
        else
        {
            Offer(now, shared, sink);
        }

        if (_unplaced.Count > 0)
        {
            _unplaced.DropOtherRuns(shared);
            OfferPlaced(now, sink);
        }
    }

    /// <summary>Offers the packets that waited for another packet to name their frame.</summary>
    private void OfferPlaced(Timestamp now, IDatagramSink sink)
    {
        while (_unplaced.TryTake(now, _readers, out SharedRtpPacket? placed))
        {
            try
            {
                Offer(now, placed, sink);
            }
            finally
            {
                placed.Release();
            }
        }
    }

    /// <summary>If the transport takes more than its share of the slab, kept packets of this producer make room for new ones.</summary>
    private bool TryRent(out SharedRtpPacket shared)
    {
        if (!_context.Packets.CanKeep(_transport.PacketShare))
        {
            foreach (ConsumerCore consumer in _consumers)
            {
                consumer.GiveWay();
            }
        }

        bool isRented = _context.Packets.TryRent(_transport.PacketShare, out shared);
        _context.Counters.RtpPacketsNotKept += isRented && !shared.IsKeepable ? 1 : 0;
        return isRented;
    }

    private void DrainStream(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[EngineLimits.MaxRtcpLength];
        while (stream.TryWriteNack(packet, out int length))
        {
            _transport.SendRtcp(now, packet[..length], sink);
            TraceNack(now);
            _context.Counters.NacksSent++;
            if (_context.Log.IsDebug(WorkerLogTag.Rtx))
            {
                _context.Log.Debug(WorkerLogTag.Rtx, $"lost packets asked for [ssrc:{stream.Parameters.Ssrc}, producerId:{Id}]");
            }
        }

        if (stream.TakeKeyFrameRequired() && _keyFrames is not null && !IsPaused)
        {
            _keyFrames.HandleNeed(now, stream.Parameters.Ssrc);
            SendKeyFrameRequests(now, sink);
        }

        if (stream.TakeLayerActivityChanged())
        {
            foreach (ConsumerCore consumer in _consumers)
            {
                consumer.HandleProducerLayers(now, sink);
            }
        }

        DrainScore(now, stream, sink);
    }

    private void AnnounceNewStream(Timestamp now, int index, IDatagramSink sink)
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.HandleProducerStream(now, index, sink);
        }
    }

    private void DrainScore(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        if (stream.TakeScoreChanged())
        {
            RaiseScore(now, sink);
        }
    }
}
