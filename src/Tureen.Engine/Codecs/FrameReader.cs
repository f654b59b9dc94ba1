using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>
/// Reads the packets of one received stream: what each packet says itself (<see cref="PayloadParser"/>), and what the packets around it show.
/// </summary>
/// <param name="codec">The stream's codec.</param>
/// <param name="sprop">The codec's <c>sprop-parameter-sets</c>; null for none.</param>
internal sealed class FrameReader(MediaCodec codec, string? sprop)
{
    private readonly PayloadParser _parser = new(codec);
    private readonly H264AccessUnits? _units =
        CodecTraits.Of(codec).HasParameterSets ? new H264AccessUnits(SpropParameterSets.Read(sprop)) : null;

    private readonly FrameKnowledge? _frames =
        CodecTraits.Of(codec).HasKeyFrames ? new FrameKnowledge(CodecTraits.Of(codec).HasUncountedLayers) : null;

    /// <summary>The parameter sets of the stream that are known; null for none.</summary>
    public ParameterSetStore? ParameterSets => _units?.Sets;

    /// <summary>Reads one packet.</summary>
    /// <param name="packet">The packet as it was received.</param>
    /// <param name="dependencyDescriptor">The value of that header extension, empty where the packet has none.</param>
    /// <param name="isLate">Packets with higher sequence numbers came before.</param>
    /// <param name="read">What is known of it; large, so it is filled in place.</param>
    public void Read(in RtpPacket packet, ReadOnlySpan<byte> dependencyDescriptor, bool isLate, out PayloadDescriptor read)
    {
        _parser.Read(packet.Payload, packet.Marker, dependencyDescriptor, isLate, out read);

        // Nearly always 0, so a copy of the whole descriptor is rare.
        byte counting = _parser.FindCounting(packet.SequenceNumber, isLate, read);
        if (counting != 0)
        {
            read = read with { Counting = counting };
        }

        _units?.Handle(packet.SequenceNumber, packet.Timestamp, packet.Payload, isLate, ref read);
        _frames?.Handle(packet.SequenceNumber, packet.Timestamp, packet.Marker, isLate, ref read);
    }

    /// <summary>Whether it is known by now which frame a packet belongs to; then what its frame says is added to it.</summary>
    public bool TryPlace(SharedRtpPacket packet)
    {
        bool isPlaced = _frames!.TryAdd(
            packet.SequenceNumber, packet.RtpTimestamp, packet.Marker, packet.Descriptor, out PayloadDescriptor added);
        packet.Descriptor = added with { IsFrameUnknown = !isPlaced };
        return isPlaced;
    }
}
