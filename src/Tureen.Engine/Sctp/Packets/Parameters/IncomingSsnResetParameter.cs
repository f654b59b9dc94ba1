using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Incoming SSN Reset Request (RFC 6525 §4.2): the sender asks the peer to reset streams on which the peer sends.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |     Parameter Type = 14       |  Parameter Length = 8 + 2 * N |
///  |           Re-configuration Request Sequence Number            |
///  |  Stream Number 1 (optional)   |    Stream Number 2 (optional) |
///  /                                                               /
/// </code></remarks>
internal readonly ref struct IncomingSsnResetParameter
{
    public const ushort Type = 14;

    public const int HeaderLength = 8;

    public uint RequestNumber { get; private init; }

    public StreamIdList StreamIds { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out IncomingSsnResetParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, HeaderLength, out ReadOnlySpan<byte> frame) || frame.Length % sizeof(ushort) != 0)
        {
            return false;
        }

        result = new IncomingSsnResetParameter
        {
            RequestNumber = BinaryPrimitives.ReadUInt32BigEndian(frame[4..]),
            StreamIds = new StreamIdList(frame[HeaderLength..]),
        };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, uint requestNumber, ReadOnlySpan<ushort> streamIds)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], requestNumber);
        StreamIdList.Write(destination[HeaderLength..], streamIds);
        return ParameterFrame.Write(destination, Type, HeaderLength + (streamIds.Length * sizeof(ushort)));
    }
}
