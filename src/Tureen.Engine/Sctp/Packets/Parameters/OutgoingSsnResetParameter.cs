using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Outgoing SSN Reset Request (RFC 6525 §4.1): the sender resets streams on which it sends.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |     Parameter Type = 13       | Parameter Length = 16 + 2 * N |
///  |           Re-configuration Request Sequence Number            |
///  |           Re-configuration Response Sequence Number           |
///  |                Sender's Last Assigned TSN                     |
///  |  Stream Number 1 (optional)   |    Stream Number 2 (optional) |
///  /                                                               /
/// </code></remarks>
internal readonly ref struct OutgoingSsnResetParameter
{
    public const ushort Type = 13;

    public const int HeaderLength = 16;

    public uint RequestNumber { get; private init; }

    /// <summary>The peer's request that this one answers, or its last one.</summary>
    public uint ResponseNumber { get; private init; }

    public uint LastTsn { get; private init; }

    public StreamIdList StreamIds { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out OutgoingSsnResetParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame) || frame.Length % sizeof(ushort) != 0)
        {
            return false;
        }

        result = new OutgoingSsnResetParameter
        {
            RequestNumber = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]),
            ResponseNumber = BinaryPrimitives.ReadUInt32BigEndian(frame[8..]),
            LastTsn = BinaryPrimitives.ReadUInt32BigEndian(frame[12..]),
            StreamIds = new StreamIdList(frame[HeaderLength..]),
        };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(
        Span<byte> destination, uint requestNumber, uint responseNumber, uint lastTsn, ReadOnlySpan<ushort> streamIds)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], requestNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], responseNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[12..], lastTsn);
        StreamIdList.Write(destination[HeaderLength..], streamIds);
        return ParameterFrame.Write(destination, Type, HeaderLength + (streamIds.Length * sizeof(ushort)));
    }
}
