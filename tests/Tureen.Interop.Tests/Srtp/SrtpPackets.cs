using System.Buffers.Binary;

namespace Tureen.Interop.Tests.Srtp;

/// <summary>Plain packets of the shapes that browsers send, and sequence numbers that wrap.</summary>
internal static class SrtpPackets
{
    public const uint Ssrc = 0x8BADF00D;

    private const int FixedHeaderLength = 12;

    /// <summary>Two wraps: the first packet by packet, the second in steps, the longest of them just below half a cycle.</summary>
    public static IEnumerable<ushort> SequenceNumbersOverTwoWraps =>
        [65_533, 65_534, 65_535, 0, 1, 2, 32_000, 64_000, 65_535, 1, 0, 2, 30_000];

    /// <summary>A packet with CSRCs and an extension block in front of its payload.</summary>
    /// <param name="sequenceNumber">Also the seed of the payload.</param>
    /// <param name="csrcCount">CSRCs.</param>
    /// <param name="extensionProfile">0 for none, 0xBEDE for one-byte elements, 0x1000 for two-byte elements (RFC 8285).</param>
    /// <param name="payloadLength">Bytes behind the header.</param>
    public static (byte[] Packet, int HeaderLength) Rtp(
        ushort sequenceNumber, int csrcCount, int extensionProfile, int payloadLength)
    {
        byte[] extension = Extension(extensionProfile);
        int headerLength = FixedHeaderLength + (csrcCount * sizeof(uint)) + extension.Length;
        byte[] packet = new byte[headerLength + payloadLength];
        packet[0] = (byte)(0x80 | (extension.Length > 0 ? 0x10 : 0) | csrcCount);
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), sequenceNumber * 3000u);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), Ssrc);
        for (int i = 0; i < csrcCount; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(FixedHeaderLength + (i * sizeof(uint))), 0xC0FFEE00 + (uint)i);
        }

        extension.CopyTo(packet, headerLength - extension.Length);
        new Random(sequenceNumber).NextBytes(packet.AsSpan(headerLength));
        return (packet, headerLength);
    }

    /// <summary>A receiver report without blocks and a picture loss indication (RFC 3550 §6.4.2, RFC 4585 §6.3.1).</summary>
    public static byte[] Rtcp(uint mediaSsrc)
    {
        byte[] packet = [0x80, 201, 0, 1, 0, 0, 0, 0, 0x81, 206, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(12), Ssrc);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(16), mediaSsrc);
        return packet;
    }

    private static byte[] Extension(int profile) => profile switch
    {
        0 => [],
        0xBEDE => [0xBE, 0xDE, 0, 3, 0x10, (byte)'0', 0x22, 1, 2, 3, 0x51, 0xAB, 0xCD, 0, 0, 0],
        _ => [0x10, 0, 0, 2, 1, 1, (byte)'0', 20, 2, 9, 8, 0],
    };
}
