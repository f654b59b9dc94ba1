using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Add Outgoing Streams Request (RFC 6525 §4.5): the sender wants more streams to send on.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |     Parameter Type = 17       |      Parameter Length = 12    |
///  |          Re-configuration Request Sequence Number             |
///  |      Number of new streams    |         Reserved              |
/// </code></remarks>
internal readonly record struct AddOutgoingStreamsParameter(uint RequestNumber, ushort Count)
{
    public const ushort Type = 17;

    private const int Length = 12;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out AddOutgoingStreamsParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length != Length)
        {
            return false;
        }

        result = new AddOutgoingStreamsParameter(
            BinaryPrimitives.ReadUInt32BigEndian(frame[4..]), BinaryPrimitives.ReadUInt16BigEndian(frame[8..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], RequestNumber);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], Count);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], 0);
        return ParameterFrame.Write(destination, Type, Length);
    }
}
