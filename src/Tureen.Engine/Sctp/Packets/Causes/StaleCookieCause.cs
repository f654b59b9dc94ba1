using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp.Packets.Causes;

/// <summary>Stale Cookie (RFC 9260 §3.3.10.3): the cookie came too late.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |        Cause Code = 3         |       Cause Length = 8        |
///  |                    Measure of Staleness (usec.)               |
/// </code></remarks>
internal readonly record struct StaleCookieCause(uint MeasureOfStaleness)
{
    public const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out StaleCookieCause cause)
    {
        cause = default;
        if (!ParameterFrame.TryRead(bytes, (ushort)CauseCode.StaleCookie, Length, out ReadOnlySpan<byte> frame)
            || frame.Length != Length)
        {
            return false;
        }

        cause = new StaleCookieCause(BinaryPrimitives.ReadUInt32BigEndian(frame[4..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], MeasureOfStaleness);
        return ParameterFrame.Write(destination, (ushort)CauseCode.StaleCookie, Length);
    }
}
