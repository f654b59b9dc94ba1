using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>SSN/TSN Reset Request (RFC 6525 §4.3): all streams and both TSNs shall begin anew.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |     Parameter Type = 15       |      Parameter Length = 8     |
///  |         Re-configuration Request Sequence Number              |
/// </code></remarks>
internal readonly record struct SsnTsnResetParameter(uint RequestNumber)
{
    public const ushort Type = 15;

    private const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out SsnTsnResetParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length != Length)
        {
            return false;
        }

        result = new SsnTsnResetParameter(BinaryPrimitives.ReadUInt32BigEndian(frame[4..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], RequestNumber);
        return ParameterFrame.Write(destination, Type, Length);
    }
}
