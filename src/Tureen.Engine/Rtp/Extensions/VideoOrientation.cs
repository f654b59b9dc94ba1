namespace Tureen.Engine.Rtp.Extensions;

/// <summary>Coordination of video orientation (3GPP TS 26.114 §7.4.5).</summary>
/// <remarks>
/// <code>
///  0 1 2 3 4 5 6 7
/// |0|0|0|0|C|F|R R|
/// </code>
/// </remarks>
/// <param name="IsBackCamera">C: the camera points away from the user.</param>
/// <param name="IsFlipped">F: the picture is mirrored horizontally.</param>
/// <param name="Rotation">Degrees clockwise: 0, 90, 180 or 270.</param>
internal readonly record struct VideoOrientation(bool IsBackCamera, bool IsFlipped, ushort Rotation)
{
    public const int Length = 1;

    public static bool TryRead(ReadOnlySpan<byte> value, out VideoOrientation orientation)
    {
        bool read = value.Length == Length;
        orientation = read
            ? new VideoOrientation((value[0] & 0x08) != 0, (value[0] & 0x04) != 0, (ushort)((value[0] & 0x03) * 90))
            : default;
        return read;
    }

    public void Write(Span<byte> destination) =>
        destination[0] = (byte)((IsBackCamera ? 0x08 : 0) | (IsFlipped ? 0x04 : 0) | ((Rotation / 90) & 0x03));
}
