namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Supported Extensions (RFC 5061 §4.2.7): the types of chunks that the sender understands beyond the base.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |          Type = 0x8008        |        Parameter Length       |
///  /                    ChunkTypes                                 /
/// </code></remarks>
internal readonly ref struct SupportedExtensionsParameter
{
    public const ushort Type = 0x8008;

    public ReadOnlySpan<byte> ChunkTypes { get; private init; }

    public static bool TryParse(ReadOnlySpan<byte> bytes, out SupportedExtensionsParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, ParameterFrame.Length, out ReadOnlySpan<byte> frame))
        {
            return false;
        }

        result = new SupportedExtensionsParameter { ChunkTypes = frame[ParameterFrame.Length..] };
        return true;
    }

    /// <summary>Returns the length with padding.</summary>
    public static int Write(Span<byte> destination, ReadOnlySpan<byte> chunkTypes) => ParameterFrame.Write(destination, Type, chunkTypes);
}
