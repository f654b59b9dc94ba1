using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>
/// The header extensions that a consumer negotiated, with its ids for them. A packet carries these and no others. MID is apart
/// (<see cref="ConsumerHeader"/>), because its value differs between consumers.
/// </summary>
internal sealed class NegotiatedExtensions(bool needsTwoByteForm = false)
{
    /// <summary>The consumer's ids by those of the router; 0 for what was not negotiated.</summary>
    private readonly byte[] _ids = new byte[EngineLimits.MaxExtensionId + 1];

    private readonly bool _needsTwoByteForm = needsTwoByteForm;

    /// <summary>Differs from that of any other set of the same producer; 0 for a set that no producer knows.</summary>
    public int Id { get; set; }

    /// <summary>Consumers of one producer that share this set.</summary>
    public int Consumers { get; set; }

    /// <summary>Adds an extension; ids that no element can have are left out.</summary>
    public void Add(int routerId, int consumerId)
    {
        if (routerId is > 0 and <= EngineLimits.MaxExtensionId && consumerId is > 0 and <= EngineLimits.MaxExtensionId)
        {
            _ids[routerId] = (byte)consumerId;
        }
    }

    /// <summary>Adds all of another set under the router's ids.</summary>
    public void AddAllOf(NegotiatedExtensions other)
    {
        for (int id = 1; id <= EngineLimits.MaxExtensionId; id++)
        {
            if (other.Has(id))
            {
                Add(id, id);
            }
        }
    }

    /// <summary>Takes out what another set does not have.</summary>
    public void RemoveAllBut(NegotiatedExtensions other)
    {
        for (int id = 1; id <= EngineLimits.MaxExtensionId; id++)
        {
            _ids[id] = other.Has(id) ? _ids[id] : (byte)0;
        }
    }

    /// <summary>Whether the extension with this id of the router was negotiated.</summary>
    public bool Has(int routerId) => _ids[routerId] != 0;

    /// <summary>Whether a header made for one set serves the other.</summary>
    public bool IsSame(NegotiatedExtensions other) =>
        _needsTwoByteForm == other._needsTwoByteForm && _ids.AsSpan().SequenceEqual(other._ids);

    /// <summary>Writes the first header of <paramref name="packet"/> with these extensions alone, under the consumer's ids.</summary>
    /// <param name="packet">The packet with its first header, which has the router's ids.</param>
    /// <param name="destination">Room for that header and <see cref="EngineLimits.MaxRenumberedGrowth"/> bytes.</param>
    /// <returns>The header; its place is not known here.</returns>
    public HeaderTemplate Write(SharedRtpPacket packet, Span<byte> destination)
    {
        ReadOnlySpan<byte> header = packet.Header;
        int csrcs = (header[0] & 0x0F) * 4;
        int elements = RtpPacket.FixedHeaderLength + csrcs + RtpHeaderWriter.ExtensionHeaderLength;
        ReadOnlySpan<byte> block = header.Length > elements ? header[elements..] : default;
        bool isTwoByte = NeedsTwoByteForm(packet, header, block);
        var writer = new RtpHeaderWriter(
            destination,
            packet.PayloadType,
            packet.Marker,
            packet.SequenceNumber,
            packet.RtpTimestamp,
            packet.Ssrc,
            isTwoByte,
            header.Slice(RtpPacket.FixedHeaderLength, csrcs));
        var template = new HeaderTemplate { ExtensionsId = Id, HasTwoByteExtensions = isTwoByte };
        foreach (RtpExtensionElement element in new RtpExtensionEnumerator(block, packet.HasTwoByteExtensions))
        {
            if (!Has(element.Id))
            {
                continue;
            }

            int offset = writer.AddExtension(_ids[element.Id], element.Value);
            Note(ref template, packet, OffsetOf(header, element.Value), offset);
        }

        template.Length = (ushort)writer.FinishTemplate();
        return template;
    }

    /// <summary>An element that is changed later stays known by its place.</summary>
    private static void Note(ref HeaderTemplate template, SharedRtpPacket packet, int from, int to)
    {
        if (from == 0)
        {
            return;
        }

        if (from == packet.AbsSendTimeOffset)
        {
            template.AbsSendTimeOffset = (ushort)to;
        }
        else if (from == packet.TransportSequenceOffset)
        {
            template.TransportSequenceOffset = (ushort)to;
        }
        else if (from == packet.DependencyDescriptorOffset)
        {
            template.DependencyDescriptorOffset = (ushort)to;
        }
    }

    /// <summary>From the header's start; 0 for an empty value.</summary>
    private static int OffsetOf(ReadOnlySpan<byte> header, ReadOnlySpan<byte> value) =>
        header.Overlaps(value, out int offset) ? offset : 0;

    private bool NeedsTwoByteForm(SharedRtpPacket packet, ReadOnlySpan<byte> header, ReadOnlySpan<byte> block)
    {
        if (_needsTwoByteForm)
        {
            return true;
        }

        foreach (RtpExtensionElement element in new RtpExtensionEnumerator(block, packet.HasTwoByteExtensions))
        {
            // A consumer may write a longer dependency descriptor.
            bool canGrow = packet.DependencyDescriptorOffset > 0 && OffsetOf(header, element.Value) == packet.DependencyDescriptorOffset;
            int length = element.Value.Length + (canGrow ? EngineLimits.MaxDependencyDescriptorGrowth : 0);
            if (Has(element.Id) && RtpHeaderWriter.NeedsTwoByteForm(_ids[element.Id], length))
            {
                return true;
            }
        }

        return false;
    }
}
