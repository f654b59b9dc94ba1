using System.Diagnostics;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>
/// A packet on its way from one producer to all consumers: its plain bytes in the packet slab, leased by count, and what was
/// read from it once. Consumers and retransmission buffers hold leases; nobody changes the bytes.
/// </summary>
/// <remarks>
/// <para>
/// The header lacks the MID element, which each consumer appends to the extension block as its last element,
/// so <see cref="ExtensionLength"/> is the length of the elements so far, without padding.
/// </para>
/// <para>
/// The first header holds what any consumer negotiated. Further ones, for consumers that negotiated less or have other ids, lie behind the payload.
/// </para>
/// </remarks>
internal sealed unsafe class SharedRtpPacket
{
    private readonly SharedRtpPacketPool _pool;
    private byte* _slot;
    private int _leases;
    private HeaderTemplate _first;
    private PreparedHeaders _further;
    private int _furtherCount;
    private int _end;

    internal SharedRtpPacket(SharedRtpPacketPool pool, int number)
    {
        _pool = pool;
        Number = number;
    }

    /// <summary>Its number in the pool, by which retransmission buffers name it; below <see cref="EngineLimits.PacketPoolMaximum"/>.</summary>
    public int Number { get; }

    /// <summary>False for a packet that exceeds its transport's share of the slab: it is forwarded, but must not be kept.</summary>
    public bool IsKeepable => Share is not null;

    /// <summary>The share that it counts for; null for one that cannot be kept.</summary>
    internal PacketShare? Share { get; private set; }

    public uint Ssrc { get; set; }

    public ushort SequenceNumber { get; set; }

    /// <summary>RTP timestamp, in units of the codec's clock.</summary>
    public uint RtpTimestamp { get; set; }

    public byte PayloadType { get; set; }

    public bool Marker { get; set; }

    /// <summary>First packet of a key frame.</summary>
    public bool IsKeyFrame => Descriptor.IsKeyFrame;

    /// <summary>Its place among frames and layers.</summary>
    public PayloadDescriptor Descriptor { get; set; }

    /// <summary>Which of the producer's encodings it belongs to, from 0.</summary>
    public int EncodingIndex { get; set; }

    /// <summary>Which run of its source it belongs to: another value means that the source began anew, with other numbers.</summary>
    public ushort SourceRun { get; set; }

    /// <summary>The elements use the two-byte form (RFC 8285 §4.3).</summary>
    public bool HasTwoByteExtensions
    {
        get => _first.HasTwoByteExtensions;
        set => _first.HasTwoByteExtensions = value;
    }

    /// <summary>The <see cref="NegotiatedExtensions.Id"/> of what the first header holds.</summary>
    public int ExtensionsId
    {
        get => _first.ExtensionsId;
        set => _first.ExtensionsId = value;
    }

    /// <summary>Bytes of fixed header, extension header and elements, without padding and without MID.</summary>
    public int HeaderLength
    {
        get => _first.Length;
        set => _first.Length = (ushort)value;
    }

    /// <summary>Bytes of extension elements, without padding and without MID; 0 when there is none.</summary>
    public int ExtensionLength { get; set; }

    /// <summary>Offset from the packet's start of the 3-byte abs-send-time value, 0 when absent.</summary>
    public int AbsSendTimeOffset
    {
        get => _first.AbsSendTimeOffset;
        set => _first.AbsSendTimeOffset = (ushort)value;
    }

    /// <summary>Offset from the packet's start of the 2-byte transport-wide sequence number, 0 when absent.</summary>
    public int TransportSequenceOffset
    {
        get => _first.TransportSequenceOffset;
        set => _first.TransportSequenceOffset = (ushort)value;
    }

    /// <summary>
    /// Offset from the packet's start of the dependency descriptor, 0 when absent. It is the last element, so that a consumer can write
    /// another in its place.
    /// </summary>
    public int DependencyDescriptorOffset
    {
        get => _first.DependencyDescriptorOffset;
        set => _first.DependencyDescriptorOffset = (ushort)value;
    }

    public int PayloadLength { get; set; }

    public Timestamp ReceivedAt { get; set; }

    /// <summary>When the media was captured, on this engine's line; <see cref="Timestamp.Never"/> while unknown.</summary>
    public Timestamp CapturedAt { get; set; } = Timestamp.Never;

    public ReadOnlySpan<byte> Header => new(_slot, HeaderLength);

    /// <summary>The dependency descriptor as it was received; empty when absent.</summary>
    public ReadOnlySpan<byte> DependencyDescriptor =>
        DependencyDescriptorOffset == 0 ? default : Header[DependencyDescriptorOffset..];

    public ReadOnlySpan<byte> Payload => new(_slot + HeaderLength, PayloadLength);

    /// <summary>The whole slot, for the producer that fills it.</summary>
    public Span<byte> Slot => new(_slot, EngineLimits.PacketSlotLength);

    /// <summary>Writes a further header behind the payload; if there is no room, the header is written for each consumer.</summary>
    public void Prepare(NegotiatedExtensions extensions)
    {
        int offset = _furtherCount == 0 ? HeaderLength + PayloadLength : _end;
        if (_furtherCount == EngineLimits.MaxPreparedHeaders
            || offset + HeaderLength + EngineLimits.MaxRenumberedGrowth > EngineLimits.PacketSlotLength)
        {
            return;
        }

        HeaderTemplate template = extensions.Write(this, Slot[offset..]);
        template.Offset = (ushort)offset;
        _further[_furtherCount++] = template;
        _end = offset + template.Length;
    }

    /// <summary>Copies the header for a set of negotiated extensions to <paramref name="destination"/>.</summary>
    public void CopyHeader(NegotiatedExtensions extensions, Span<byte> destination, out HeaderTemplate template)
    {
        if (_first.ExtensionsId == extensions.Id)
        {
            Header.CopyTo(destination);
            template = _first;
        }
        else
        {
            template = CopyFurtherHeader(extensions, destination);
        }
    }

    /// <summary>Takes one more lease.</summary>
    public SharedRtpPacket Retain()
    {
        Debug.Assert(_leases > 0 && IsKeepable, "A packet that nobody holds, or that cannot be kept, cannot be leased again.");
        _leases++;
        return this;
    }

    /// <summary>Gives one lease back; the last one returns the slot.</summary>
    public void Release()
    {
        Debug.Assert(_leases > 0, "A lease was given back twice.");
        if (--_leases == 0)
        {
            _pool.Return(this, _slot);
        }
    }

    internal void Begin(byte* slot, PacketShare? share)
    {
        _slot = slot;
        Share = share;
        _leases = 1;
        Descriptor = default;
        EncodingIndex = 0;
        SourceRun = 0;
        CapturedAt = Timestamp.Never;
        ExtensionLength = 0;
        _first = default;
        _furtherCount = 0;
    }

    private HeaderTemplate CopyFurtherHeader(NegotiatedExtensions extensions, Span<byte> destination)
    {
        for (int i = 0; i < _furtherCount; i++)
        {
            HeaderTemplate template = _further[i];
            if (template.ExtensionsId == extensions.Id)
            {
                new ReadOnlySpan<byte>(_slot + template.Offset, template.Length).CopyTo(destination);
                return template;
            }
        }

        return extensions.Write(this, destination);
    }
}
