using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtcp;

/// <summary>Receiver Reference Time block: a receiver's wall clock, so that it can measure a round trip too.</summary>
/// <remarks>
/// <para>RFC 3611 §4.4.</para>
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |     BT=4      |   reserved    |       block length = 2        |
/// |              NTP timestamp, most significant word             |
/// |             NTP timestamp, least significant word             |
/// </code>
/// </remarks>
/// <param name="Ntp">Wall clock when the block was made.</param>
internal readonly record struct ReceiverReferenceTimeBlock(NtpTime Ntp)
{
    public const byte BlockType = 4;
    public const int Length = XrBlock.HeaderLength + BodyLength;

    private const int BodyLength = 8;

    public static bool TryParse(XrBlock block, out ReceiverReferenceTimeBlock reference)
    {
        bool parsed = block.Type == BlockType && block.Body.Length == BodyLength;
        reference = parsed
            ? new ReceiverReferenceTimeBlock(new NtpTime(BinaryPrimitives.ReadUInt64BigEndian(block.Body)))
            : default;
        return parsed;
    }

    public int Write(Span<byte> destination)
    {
        if (destination.Length < Length)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, ((uint)BlockType << 24) | (BodyLength / 4));
        BinaryPrimitives.WriteUInt64BigEndian(destination[XrBlock.HeaderLength..], Ntp.Value);
        return Length;
    }
}
