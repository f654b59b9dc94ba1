using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp.Packets.Causes;

/// <summary>Invalid Stream Identifier (RFC 9260 §3.3.10.1): data on a stream that does not exist.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |        Cause Code = 1         |       Cause Length = 8        |
///  |       Stream Identifier       |          (Reserved)           |
/// </code></remarks>
internal readonly record struct InvalidStreamIdentifierCause(ushort StreamId)
{
    public const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out InvalidStreamIdentifierCause cause)
    {
        cause = default;
        if (!ParameterFrame.TryRead(bytes, (ushort)CauseCode.InvalidStreamIdentifier, Length, out ReadOnlySpan<byte> frame)
            || frame.Length != Length)
        {
            return false;
        }

        cause = new InvalidStreamIdentifierCause(BinaryPrimitives.ReadUInt16BigEndian(frame[4..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination[4..], StreamId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[6..], 0);
        return ParameterFrame.Write(destination, (ushort)CauseCode.InvalidStreamIdentifier, Length);
    }
}
