using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>Packets made by hand, good in all but what a test wants to be bad.</summary>
internal static class SctpPacketBytes
{
    public static uint TagOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);

    public static byte FirstTypeOf(ReadOnlySpan<byte> packet) => packet[12];

    public static byte[] Packet(uint tag, params byte[][] chunks)
    {
        byte[] packet = [.. new byte[12], .. chunks.SelectMany(chunk => chunk)];
        SctpPacket.WriteHeader(packet, 5000, 5000, tag);
        Seal(packet);
        return packet;
    }

    /// <summary>Corrects the checksum.</summary>
    public static void Seal(Span<byte> packet) => SctpChecksum.Write(packet, SctpChecksum.Compute(packet));

    public static byte[] Chunk(byte type, byte flags, params byte[] value) =>
        [type, flags, (byte)((value.Length + 4) >> 8), (byte)(value.Length + 4), .. value, .. new byte[-value.Length & 3]];

    public static byte[] Parameter(ushort type, params byte[] value) =>
    [
        (byte)(type >> 8), (byte)type, (byte)((value.Length + 4) >> 8), (byte)(value.Length + 4), .. value, .. new byte[-value.Length & 3],
    ];

    public static byte[] Number(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    public static byte[] Data(uint tsn, byte flags = 3, ushort streamId = 1, ushort sequence = 0, params byte[] payload) =>
        Chunk(0, flags, [.. Number(tsn), (byte)(streamId >> 8), (byte)streamId, (byte)(sequence >> 8), (byte)sequence, .. Number(53), .. payload]);
}
