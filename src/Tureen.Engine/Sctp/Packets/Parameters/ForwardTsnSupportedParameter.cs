namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Forward-TSN-Supported (RFC 3758 §3.1): the sender understands FORWARD-TSN.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |         Type = 0xC000         |          Length = 4           |
/// </code></remarks>
internal static class ForwardTsnSupportedParameter
{
    public const ushort Type = 0xC000;

    public static bool TryParse(ReadOnlySpan<byte> bytes) =>
        ParameterFrame.TryRead(bytes, Type, ParameterFrame.Length, out ReadOnlySpan<byte> frame)
        && frame.Length == ParameterFrame.Length;

    public static int Write(Span<byte> destination) => ParameterFrame.Write(destination, Type, ParameterFrame.Length);
}
