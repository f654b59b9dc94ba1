using System.Buffers.Binary;
using Tureen.Engine.Sctp.Packets;

namespace Tureen.Fuzz.Scenes;

/// <summary>SCTP packets that are taken at least as far as their chunks.</summary>
internal static class SctpPackets
{
    public const int HeaderLength = 12;

    private const ushort Port = 5000;

    /// <summary>Puts the common header with the right tag and checksum before chunks.</summary>
    public static int Write(Span<byte> destination, uint tag, ReadOnlySpan<byte> chunks)
    {
        int length = HeaderLength + chunks.Length;
        SctpPacket.WriteHeader(destination, Port, Port, tag);
        chunks.CopyTo(destination[HeaderLength..]);
        Seal(destination[..length]);
        return length;
    }

    /// <summary>Corrects the checksum of what is long enough to have one.</summary>
    public static void Seal(Span<byte> packet)
    {
        if (packet.Length >= HeaderLength)
        {
            SctpChecksum.Write(packet, SctpChecksum.Compute(packet));
        }
    }

    public static uint TagOf(ReadOnlySpan<byte> packet) => BinaryPrimitives.ReadUInt32BigEndian(packet[4..]);

    /// <summary>The first chunk of a packet that has the given type; empty when there is none.</summary>
    public static ReadOnlySpan<byte> FirstChunk(ReadOnlySpan<byte> packet, byte type)
    {
        bool isIt = packet.Length >= HeaderLength + 4 && packet[HeaderLength] == type;
        return isIt ? packet[HeaderLength..] : default;
    }

    public static byte[] Chunk(byte type, byte flags, params byte[] value) =>
        [type, flags, (byte)((value.Length + 4) >> 8), (byte)(value.Length + 4), .. value, .. new byte[-value.Length & 3]];
}
