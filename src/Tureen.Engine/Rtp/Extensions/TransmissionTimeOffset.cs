namespace Tureen.Engine.Rtp.Extensions;

/// <summary>toffset: how long after its timestamp a packet was sent, signed 24 bits of the codec's clock (RFC 5450 §2).</summary>
internal static class TransmissionTimeOffset
{
    public const int Length = 3;

    public static bool TryRead(ReadOnlySpan<byte> value, out int offset)
    {
        bool read = value.Length == Length;
        offset = read ? ((value[0] << 24) | (value[1] << 16) | (value[2] << 8)) >> 8 : 0;
        return read;
    }

    public static void Write(Span<byte> destination, int offset)
    {
        destination[2] = (byte)offset;
        destination[1] = (byte)(offset >> 8);
        destination[0] = (byte)(offset >> 16);
    }
}
