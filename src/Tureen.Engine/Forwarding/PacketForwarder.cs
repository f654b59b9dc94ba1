using Tureen.Engine.Codecs;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Makes the shared packet of a received one, under the router's identifiers, and offers it to the producer's consumers.</summary>
internal sealed class PacketForwarder
{
    private readonly EngineContext _context;
    private readonly PacketShare _share;
    private readonly ReceivedStreams _streams;
    private readonly Fanout _consumers;
    private readonly KeyFrameDuty _keyFrames;
    private readonly ParameterSetPackets _parameterSets;
    private readonly UnplacedPackets _unplaced;

    public PacketForwarder(
        EngineContext context, PacketShare share, ProducerCoreOptions options, ReceivedStreams streams, Fanout consumers, KeyFrameDuty keyFrames)
    {
        _context = context;
        _share = share;
        _streams = streams;
        _consumers = consumers;
        _keyFrames = keyFrames;
        Header = new ForwardedHeader(context, options);
        _parameterSets = new ParameterSetPackets(context, share, Header);
        _unplaced = new UnplacedPackets(context, options.Id);
    }

    /// <summary>Writes the headers of the shared packets.</summary>
    public ForwardedHeader Header { get; }

    /// <summary>Forwards one packet; <see cref="DropReason.None"/>, or why that was not possible.</summary>
    /// <param name="now">The current instant.</param>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="index">The index of its stream.</param>
    /// <param name="descriptor">What is known of it.</param>
    /// <param name="dependencies">The value of its dependency descriptor; empty for none.</param>
    /// <param name="sink">Takes what consumers send.</param>
    public DropReason Forward(
        Timestamp now,
        in RtpPacket packet,
        int index,
        in PayloadDescriptor descriptor,
        ReadOnlySpan<byte> dependencies,
        IDatagramSink sink)
    {
        if (!_streams.PayloadTypes.TryMap(packet.PayloadType, out byte payloadType))
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
            uint mappedSsrc = _streams.Encodings[index].MappedSsrc;
            if (!Header.TryWrite(packet, dependencies, payloadType, mappedSsrc, shared))
            {
                return Skip(now, index, packet.SequenceNumber, DropReason.RtpTooLong, sink);
            }

            RtpStreamReceiver stream = _streams.All[index]!;
            shared.Descriptor = descriptor;
            shared.EncodingIndex = index;
            shared.SourceRun = stream.Run;
            shared.ReceivedAt = now;
            shared.CapturedAt = stream.GetCapturedAt(now, packet.Timestamp);
            _keyFrames.BeingForwarded = descriptor.IsKeyFrame ? mappedSsrc : 0;
            OfferOrKeep(now, shared, sink);
            return DropReason.None;
        }
        finally
        {
            _keyFrames.BeingForwarded = 0;
            _parameterSets.Clear();
            shared.Release();
        }
    }

    /// <summary>The parameter sets that a picture comes without, as packets to be sent ahead of it; valid while a packet is forwarded.</summary>
    public IReadOnlyList<SharedRtpPacket> GetParameterSets(Timestamp now, SharedRtpPacket picture) =>
        _streams.Readers[picture.EncodingIndex]?.ParameterSets is ParameterSetStore sets ? _parameterSets.Get(now, picture, sets) : [];

    /// <summary>Gives all leases back.</summary>
    public void Close() => _unplaced.Clear();

    /// <summary>Discards a packet that belongs to a stream's numbers, so that it leaves no hole in those of the _consumers.</summary>
    private DropReason Skip(Timestamp now, int index, ushort sequenceNumber, DropReason reason, IDatagramSink sink)
    {
        _consumers.Skip(now, index, sequenceNumber, _streams.All[index]!.Run, sink);
        return reason;
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
            _consumers.Offer(now, shared, sink);
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
        while (_unplaced.TryTake(now, _streams.Readers, out SharedRtpPacket? placed))
        {
            try
            {
                _consumers.Offer(now, placed, sink);
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
        if (!_context.Packets.CanKeep(_share))
        {
            _consumers.GiveWay();
        }

        bool isRented = _context.Packets.TryRent(_share, out shared);
        _context.Counters.RtpPacketsNotKept += isRented && !shared.IsKeepable ? 1 : 0;
        return isRented;
    }
}
