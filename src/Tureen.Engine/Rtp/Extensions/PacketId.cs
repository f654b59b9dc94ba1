using System.Buffers.Binary;

namespace Tureen.Engine.Rtp.Extensions;

/// <summary>mediasoup's packet-id: a number that follows a packet through a chain of routers, 32 bits.</summary>
internal static class PacketId
{
    public const int Length = 4;

    public static bool TryRead(ReadOnlySpan<byte> value, out uint packetId)
    {
        packetId = 0;
        return value.Length == Length && BinaryPrimitives.TryReadUInt32BigEndian(value, out packetId);
    }

    public static void Write(Span<byte> destination, uint packetId) =>
        BinaryPrimitives.WriteUInt32BigEndian(destination, packetId);
}
