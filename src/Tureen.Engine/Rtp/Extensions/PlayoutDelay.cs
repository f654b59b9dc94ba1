namespace Tureen.Engine.Rtp.Extensions;

/// <summary>How long a receiver shall buffer, at least and at most.</summary>
/// <remarks>
/// http://www.webrtc.org/experiments/rtp-hdrext/playout-delay, in units of 10 ms.
/// <code>
///  0                   1                   2
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3
/// |       minimum         |       maximum         |
/// </code>
/// </remarks>
/// <param name="Minimum">Units of 10 ms, 12 bits.</param>
/// <param name="Maximum">Units of 10 ms, 12 bits.</param>
internal readonly record struct PlayoutDelay(ushort Minimum, ushort Maximum)
{
    public const int Length = 3;

    public static bool TryRead(ReadOnlySpan<byte> value, out PlayoutDelay delay)
    {
        bool read = value.Length == Length;
        delay = read
            ? new PlayoutDelay((ushort)((value[0] << 4) | (value[1] >> 4)), (ushort)(((value[1] & 0x0F) << 8) | value[2]))
            : default;
        return read;
    }

    public void Write(Span<byte> destination)
    {
        destination[2] = (byte)Maximum;
        destination[1] = (byte)((Minimum << 4) | ((Maximum >> 8) & 0x0F));
        destination[0] = (byte)(Minimum >> 4);
    }
}
