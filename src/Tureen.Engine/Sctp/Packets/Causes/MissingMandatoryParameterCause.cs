using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets.Parameters;

namespace Tureen.Engine.Sctp.Packets.Causes;

/// <summary>Missing Mandatory Parameter (RFC 9260 §3.3.10.2); here of one parameter, since there is only the state cookie to miss.</summary>
/// <remarks><code>
///  0                   1                   2                   3
///  |        Cause Code = 2         |   Cause Length = 8 + N * 2    |
///  |                 Number of missing params = N                  |
///  |     Missing Param Type #1     |     Missing Param Type #2     |
/// </code></remarks>
internal readonly record struct MissingMandatoryParameterCause(ushort ParameterType)
{
    private const int Length = 10;

    public static bool TryParse(ReadOnlySpan<byte> bytes, out MissingMandatoryParameterCause cause)
    {
        cause = default;
        if (!ParameterFrame.TryRead(bytes, (ushort)CauseCode.MissingMandatoryParameter, Length, out ReadOnlySpan<byte> frame)
            || BinaryPrimitives.ReadUInt32BigEndian(frame[4..]) != (frame.Length - 8) / sizeof(ushort))
        {
            return false;
        }

        cause = new MissingMandatoryParameterCause(BinaryPrimitives.ReadUInt16BigEndian(frame[8..]));
        return true;
    }

    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(destination[8..], ParameterType);
        return ParameterFrame.Write(destination, (ushort)CauseCode.MissingMandatoryParameter, Length);
    }
}
