using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Engine.Ice.Gathering;

/// <summary>How a datagram to or from a peer travels between client and TURN server: ChannelData (RFC 8656 §12.4) or an indication (§11).</summary>
/// <remarks>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |         Channel Number        |            Length             |
/// |                       Application Data                        |
/// </code>
/// </remarks>
internal static class TurnFrame
{
    /// <summary>Bytes in front of the data of a channel.</summary>
    public const int ChannelHeaderLength = 4;

    /// <summary>Bytes that a datagram grows by at most, as an indication: header, peer address, the head of DATA, and padding.</summary>
    public const int MaxOverhead = StunHeader.Length + (2 * StunHeader.AttributeHeaderLength) + MaxXorAddressLength + MaxPadding;

    /// <summary>The first number of a channel; the last is 0x4FFF (RFC 8656 §12).</summary>
    public const ushort FirstChannel = 0x4000;

    private const int MaxXorAddressLength = 20;
    private const int MaxPadding = 3;

    /// <summary>Writes ChannelData, with the padding that a stream needs, and returns its length.</summary>
    public static int WriteChannel(Span<byte> frame, ushort channel, ReadOnlySpan<byte> data, bool isStream)
    {
        BinaryPrimitives.WriteUInt16BigEndian(frame, channel);
        BinaryPrimitives.WriteUInt16BigEndian(frame[sizeof(ushort)..], (ushort)data.Length);
        data.CopyTo(frame[ChannelHeaderLength..]);
        int end = ChannelHeaderLength + data.Length;
        int whole = isStream ? StunHeader.Pad(end) : end;
        frame[end..whole].Clear();
        return whole;
    }

    /// <summary>Reads ChannelData. False when its length is wrong.</summary>
    public static bool TryReadChannel(Span<byte> frame, out ushort channel, out Span<byte> data)
    {
        channel = 0;
        data = default;
        if (frame.Length < ChannelHeaderLength)
        {
            return false;
        }

        channel = BinaryPrimitives.ReadUInt16BigEndian(frame);
        int length = BinaryPrimitives.ReadUInt16BigEndian(frame[sizeof(ushort)..]);
        if (length > frame.Length - ChannelHeaderLength)
        {
            return false;
        }

        data = frame.Slice(ChannelHeaderLength, length);
        return true;
    }

    /// <summary>Writes a Send indication and returns its length.</summary>
    public static int WriteIndication(Span<byte> frame, StunTransactionId id, in NetworkAddress peer, ReadOnlySpan<byte> data)
    {
        Span<byte> transaction = stackalloc byte[StunHeader.TransactionIdLength];
        id.Write(transaction);
        var writer = new StunWriter(frame, StunClass.Indication, transaction, TurnMethod.Send);
        writer.WriteXorAddress(StunAttributeType.XorPeerAddress, peer);
        writer.WriteBytes(StunAttributeType.Data, data);
        return writer.Length;
    }
}
