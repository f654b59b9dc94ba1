namespace Tureen.Engine.Rtp;

/// <summary>One header of a <see cref="SharedRtpPacket"/>, as all consumers get it that negotiated the same header extensions.</summary>
internal struct HeaderTemplate
{
    /// <summary>The <see cref="NegotiatedExtensions.Id"/> of what it holds.</summary>
    public int ExtensionsId { get; set; }

    /// <summary>Where it lies in the packet's slot, in bytes.</summary>
    public ushort Offset { get; set; }

    /// <summary>Bytes of fixed header, extension header and elements, without padding and without MID.</summary>
    public ushort Length { get; set; }

    /// <summary>Offset from the header's start of the 3-byte abs-send-time value, 0 when absent.</summary>
    public ushort AbsSendTimeOffset { get; set; }

    /// <summary>Offset from the header's start of the 2-byte transport-wide sequence number, 0 when absent.</summary>
    public ushort TransportSequenceOffset { get; set; }

    /// <summary>
    /// Offset from the header's start of the dependency descriptor, 0 when absent. It is the last element, so that a consumer can write
    /// another in its place.
    /// </summary>
    public ushort DependencyDescriptorOffset { get; set; }

    /// <summary>The elements use the two-byte form (RFC 8285 §4.3).</summary>
    public bool HasTwoByteExtensions { get; set; }
}
