using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp.Extensions;

/// <summary>When a packet was sent: 24 bits, seconds in 6.18 fixed point, which wrap every 64 s.</summary>
/// <remarks>
/// http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time.
/// <code>
///  0                   1                   2
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3
/// |  seconds  |         fraction of a second        |
/// </code>
/// </remarks>
internal static class AbsSendTime
{
    public const int Length = 3;

    private const int FractionBits = 18;
    private const uint Mask = 0xFFFFFF;
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long WrapMicroseconds = 64 * MicrosecondsPerSecond;

    public static uint FromTimestamp(Timestamp at)
    {
        long inWrap = at.Microseconds % WrapMicroseconds;
        return (uint)(((inWrap << FractionBits) + (MicrosecondsPerSecond / 2)) / MicrosecondsPerSecond) & Mask;
    }

    /// <summary>Microseconds of a value within its 64 s, rounded to the nearest.</summary>
    public static long ToMicroseconds(uint value) =>
        (((value & Mask) * MicrosecondsPerSecond) + (1 << (FractionBits - 1))) >> FractionBits;

    public static bool TryRead(ReadOnlySpan<byte> value, out uint absSendTime)
    {
        bool read = value.Length == Length;
        absSendTime = read ? ((uint)value[0] << 16) | ((uint)value[1] << 8) | value[2] : 0;
        return read;
    }

    public static void Write(Span<byte> destination, Timestamp at) => Write(destination, FromTimestamp(at));

    public static void Write(Span<byte> destination, uint value)
    {
        destination[2] = (byte)value;
        destination[1] = (byte)(value >> 8);
        destination[0] = (byte)(value >> 16);
    }
}
