using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Zero Checksum Acceptable (RFC 9653 §4): the sender takes packets without a checksum, because the layer below detects errors.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |         Type = 0x8001         |          Length = 8           |
///  |           Error Detection Method Identifier (EDMID)           |
/// </code></remarks>
internal readonly record struct ZeroChecksumAcceptableParameter(uint ErrorDetectionMethod)
{
    public const ushort Type = 0x8001;

    /// <summary>The EDMID of SCTP over DTLS.</summary>
    public const uint Dtls = 1;

    private const int Length = 8;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ZeroChecksumAcceptableParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length != Length)
        {
            return false;
        }

        result = new ZeroChecksumAcceptableParameter(BinaryPrimitives.ReadUInt32BigEndian(frame[4..]));
        return true;
    }

    public static int Write(Span<byte> destination, uint errorDetectionMethod)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], errorDetectionMethod);
        return ParameterFrame.Write(destination, Type, Length);
    }
}
