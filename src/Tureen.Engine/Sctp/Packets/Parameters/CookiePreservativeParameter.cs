using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Cookie Preservative (RFC 9260 §3.3.2.1): the sender of INIT asks for a longer life of the cookie.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |           Type = 9            |          Length = 8           |
///  |         Suggested Cookie Life-Span Increment (msec.)          |
/// </code></remarks>
internal readonly record struct CookiePreservativeParameter(uint Milliseconds)
{
    public const ushort Type = 9;

    private const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out CookiePreservativeParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length != Length)
        {
            return false;
        }

        result = new CookiePreservativeParameter(BinaryPrimitives.ReadUInt32BigEndian(frame[4..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Milliseconds);
        return ParameterFrame.Write(destination, Type, Length);
    }
}
