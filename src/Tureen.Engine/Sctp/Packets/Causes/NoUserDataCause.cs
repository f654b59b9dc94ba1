using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp.Packets.Causes;

/// <summary>No User Data (RFC 9260 §3.3.10.9): a DATA chunk without payload.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |        Cause Code = 9         |       Cause Length = 8        |
///  |                                 TSN                           |
/// </code></remarks>
internal readonly record struct NoUserDataCause(uint Tsn)
{
    public const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out NoUserDataCause cause)
    {
        cause = default;
        if (!ParameterFrame.TryRead(bytes, (ushort)CauseCode.NoUserData, Length, out ReadOnlySpan<byte> frame)
            || frame.Length != Length)
        {
            return false;
        }

        cause = new NoUserDataCause(BinaryPrimitives.ReadUInt32BigEndian(frame[4..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Tsn);
        return ParameterFrame.Write(destination, (ushort)CauseCode.NoUserData, Length);
    }
}
