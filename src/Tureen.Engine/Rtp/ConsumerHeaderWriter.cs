using System.Buffers.Binary;
using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>
/// Makes one consumer's header out of a shared packet: a copy, some patches, and the consumer's MID as last element. It runs once
/// per packet forwarded.
/// </summary>
/// <remarks>
/// Everything before the MID stays where it was, so that <see cref="HeaderTemplate.AbsSendTimeOffset"/> and
/// <see cref="HeaderTemplate.TransportSequenceOffset"/> hold in the header written.
/// </remarks>
internal static class ConsumerHeaderWriter
{
    /// <summary>Bytes that a header may grow: extension header, element header, padding.</summary>
    private const int MaxGrowth = RtpHeaderWriter.ExtensionHeaderLength + 2 + 3;

    /// <summary>Writes the header of <paramref name="packet"/> as one consumer sees it; its length.</summary>
    /// <param name="packet">The packet with its template header.</param>
    /// <param name="destination">
    /// Room for the packet's first header, the MID, <see cref="EngineLimits.MaxRenumberedGrowth"/> and <see cref="MaxGrowth"/> bytes.
    /// </param>
    /// <param name="negotiated">What the consumer negotiated, with its MID.</param>
    /// <param name="ssrc">The consumer's SSRC.</param>
    /// <param name="sequenceNumber">The consumer's sequence number.</param>
    /// <param name="timestamp">The consumer's RTP timestamp.</param>
    /// <param name="marker">The marker, which a layer switch may set.</param>
    /// <param name="template">The header that was used.</param>
    /// <param name="dependencyDescriptor">Replaces the packet's own, if that was negotiated; empty to keep the packet's own.</param>
    public static int Write(
        SharedRtpPacket packet,
        Span<byte> destination,
        ConsumerHeader negotiated,
        uint ssrc,
        ushort sequenceNumber,
        uint timestamp,
        bool marker,
        out HeaderTemplate template,
        ReadOnlySpan<byte> dependencyDescriptor = default)
    {
        ReadOnlySpan<byte> mid = negotiated.Mid;
        Debug.Assert(destination.Length >= packet.HeaderLength + mid.Length + MaxGrowth, "A consumer's header has no room.");

        // 1. The template: fixed header, CSRCs, elements.
        packet.CopyHeader(negotiated.Extensions, destination, out template);
        destination[0] &= 0xDF;
        destination[1] = (byte)((destination[1] & 0x7F) | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], ssrc);

        // 2. The extension header, which a template without elements need not have.
        int elements = RtpPacket.FixedHeaderLength + ((destination[0] & 0x0F) * 4) + RtpHeaderWriter.ExtensionHeaderLength;
        int end = Math.Max(template.Length, elements);
        bool isTwoByte = template.HasTwoByteExtensions;
        BinaryPrimitives.WriteUInt16BigEndian(
            destination[(elements - RtpHeaderWriter.ExtensionHeaderLength)..],
            isTwoByte ? RtpHeaderWriter.TwoByteProfile : RtpHeaderWriter.OneByteProfile);

        // 3. The dependency descriptor, which ends the template.
        if (!dependencyDescriptor.IsEmpty && template.DependencyDescriptorOffset > 0)
        {
            int offset = template.DependencyDescriptorOffset;
            destination[offset - 1] = isTwoByte
                ? (byte)dependencyDescriptor.Length
                : (byte)((destination[offset - 1] & 0xF0) | (dependencyDescriptor.Length - 1));
            dependencyDescriptor.CopyTo(destination[offset..]);
            end = offset + dependencyDescriptor.Length;
        }

        // 4. The MID.
        if (!mid.IsEmpty)
        {
            Debug.Assert(isTwoByte || !RtpHeaderWriter.NeedsTwoByteForm(negotiated.MidId, mid.Length), "The MID does not fit the form.");
            end += RtpHeaderWriter.WriteElementHeader(destination[end..], isTwoByte, negotiated.MidId, mid.Length);
            mid.CopyTo(destination[end..]);
            end += mid.Length;
        }

        return RtpHeaderWriter.Finish(destination, elements, end);
    }
}
