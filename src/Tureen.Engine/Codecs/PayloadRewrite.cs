using Tureen.Engine.Rtp;

namespace Tureen.Engine.Codecs;

/// <summary>What one consumer writes into a packet in place of the original layer information, remembered for retransmissions.</summary>
/// <param name="PictureId">Picture id of 15 bits for the VP8 payload descriptor (RFC 7741 §4.2).</param>
/// <param name="Tl0PictureIndex">TL0PICIDX for it.</param>
internal readonly record struct PayloadRewrite(ushort PictureId, byte Tl0PictureIndex)
{
    /// <summary>Bytes. The longest payload descriptor that <see cref="Write"/> writes.</summary>
    public const int MaxLength = Vp8PayloadDescriptor.MaxLength;

    /// <summary>False for the default value: the payload goes out as it came in.</summary>
    public bool IsPresent { get; } = true;

    /// <summary>Whether the packet goes out as it came in, with its dependency descriptor.</summary>
    public bool IsNone => !IsPresent && ActiveDecodeTargets == 0;

    /// <summary>
    /// The decode targets that the consumer gets, for the dependency descriptor (<see cref="DependencyDescriptorRewriter"/>);
    /// 0 where it goes out as it came in.
    /// </summary>
    public uint ActiveDecodeTargets { get; init; }

    /// <summary>Writes the payload descriptor as this consumer sees it.</summary>
    /// <param name="descriptor">What was read from <paramref name="payload"/>.</param>
    /// <param name="payload">The payload as it was received.</param>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes.</param>
    /// <param name="replaced">Bytes at the start of the payload that the bytes written stand for.</param>
    /// <returns>Bytes written; 0 when the payload goes out as it came in.</returns>
    public int Write(in PayloadDescriptor descriptor, ReadOnlySpan<byte> payload, Span<byte> destination, out int replaced)
    {
        replaced = 0;
        if (!IsPresent || !descriptor.HasPictureId || descriptor.IsPictureIdElsewhere)
        {
            return 0;
        }

        replaced = descriptor.Length;
        return Vp8PayloadDescriptor.WriteRewritten(descriptor, payload, this, destination);
    }

    /// <summary>Bytes for the dependency descriptor that replaces the packet's own for this consumer; 0 when it keeps the packet's own.</summary>
    public int GetDependencyRoom(SharedRtpPacket packet)
    {
        bool isRewritten = packet.DependencyDescriptorOffset > 0
            && DependencyDescriptorRewriter.CanGrow(packet.DependencyDescriptor)
            && DependencyDescriptorRewriter.IsNeeded(packet.Descriptor.Dependencies, ActiveDecodeTargets);
        return isRewritten ? packet.DependencyDescriptor.Length + DependencyDescriptorRewriter.MaxGrowth : 0;
    }

    /// <summary>Writes that dependency descriptor; empty without room for it.</summary>
    public ReadOnlySpan<byte> WriteDependencies(SharedRtpPacket packet, Span<byte> destination)
    {
        if (destination.IsEmpty)
        {
            return default;
        }

        int length = DependencyDescriptorRewriter.Write(
            packet.Descriptor.Dependencies, packet.DependencyDescriptor, ActiveDecodeTargets, destination);
        return destination[..length];
    }
}
