using System.Buffers.Binary;

namespace Tureen.Engine.Sctp.Packets.Parameters;

/// <summary>Re-configuration Response (RFC 6525 §4.4): the answer to any request about streams.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |     Parameter Type = 16       |      Parameter Length         |
///  |         Re-configuration Response Sequence Number             |
///  |                            Result                             |
///  |                   Sender's Next TSN (optional)                |
///  |                  Receiver's Next TSN (optional)               |
/// </code>
/// The TSNs belong to the answer to an SSN/TSN reset, which is never requested here.</remarks>
internal readonly record struct ReconfigurationResponseParameter(uint ResponseNumber, ReconfigurationResult Result)
{
    public const ushort Type = 16;

    private const int Length = 12;

    private const int LengthWithTsns = 20;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out ReconfigurationResponseParameter result)
    {
        result = default;
        if (!ParameterFrame.TryRead(bytes, Type, Length, out ReadOnlySpan<byte> frame) || frame.Length is not (Length or LengthWithTsns))
        {
            return false;
        }

        result = new ReconfigurationResponseParameter(
            BinaryPrimitives.ReadUInt32BigEndian(frame[4..]), (ReconfigurationResult)BinaryPrimitives.ReadUInt32BigEndian(frame[8..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], ResponseNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], (uint)Result);
        return ParameterFrame.Write(destination, Type, Length);
    }
}
