using System.Buffers.Binary;
using System.Numerics;

namespace Tureen.Engine.Sctp.Packets;

/// <summary>CRC32c of a packet whose checksum field counts as zero (RFC 9260 §6.8, Appendix A).</summary>
internal static class SctpChecksum
{
    public const int Offset = 8;

    /// <summary>The checksum as a number whose bytes go out least significant first.</summary>
    public static uint Compute(ReadOnlySpan<byte> packet)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, BinaryPrimitives.ReadUInt64LittleEndian(packet));
        crc = BitOperations.Crc32C(crc, 0u);
        ReadOnlySpan<byte> rest = packet[(Offset + sizeof(uint))..];
        while (rest.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(rest));
            rest = rest[sizeof(ulong)..];
        }

        foreach (byte value in rest)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    public static uint Read(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32LittleEndian(packet[Offset..]);

    public static void Write(Span<byte> packet, uint checksum) =>
        BinaryPrimitives.WriteUInt32LittleEndian(packet[Offset..], checksum);
}
