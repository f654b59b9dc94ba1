using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Chunks;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>What parameters and error causes have in common (RFC 9260 §3.2.1, §3.3.10): type and a length without the padding.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |        Parameter Type         |       Parameter Length        |
/// </code></remarks>
internal static class ParameterFrame
{
    public const int Length = 4;

    /// <summary>The parameter without its padding, if its type is <paramref name="type"/> and its length lies in the bytes.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, ushort type, int minimumLength, out ReadOnlySpan<byte> parameter)
    {
        parameter = default;
        if (bytes.Length < minimumLength || BinaryPrimitives.ReadUInt16BigEndian(bytes) != type)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length < minimumLength || length > bytes.Length)
        {
            return false;
        }

        parameter = bytes[..length];
        return true;
    }

    /// <summary>Writes the header and the padding of a parameter of <paramref name="length"/> bytes; returns its length with padding.</summary>
    public static int Write(Span<byte> destination, ushort type, int length)
    {
        int padded = ChunkFrame.Pad(length);
        destination[length..padded].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(destination, type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)length);
        return padded;
    }

    /// <summary>Writes a whole parameter; returns its length with padding.</summary>
    public static int Write(Span<byte> destination, ushort type, ReadOnlySpan<byte> value)
    {
        value.CopyTo(destination[Length..]);
        return Write(destination, type, Length + value.Length);
    }
}
