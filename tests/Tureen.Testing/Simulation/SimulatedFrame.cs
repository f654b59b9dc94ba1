using System.Buffers.Binary;

namespace Tureen.Testing.Simulation;

/// <summary>What a packet of simulated video says about itself, behind a VP8 payload descriptor (RFC 7741 §4.2).</summary>
internal readonly record struct SimulatedFrame(uint Number, bool IsKey, ushort Index, ushort Count)
{
    public const int HeaderLength = 10;

    public static bool TryRead(ReadOnlySpan<byte> payload, out SimulatedFrame frame)
    {
        frame = default;
        if (payload.Length < HeaderLength)
        {
            return false;
        }

        frame = new SimulatedFrame(
            BinaryPrimitives.ReadUInt32BigEndian(payload[2..]),
            (payload[1] & 1) == 0,
            BinaryPrimitives.ReadUInt16BigEndian(payload[6..]),
            BinaryPrimitives.ReadUInt16BigEndian(payload[8..]));
        return true;
    }

    public void Write(Span<byte> payload)
    {
        // The S bit marks the first packet of a frame, the inverted P bit of the payload header a key frame.
        payload[0] = (byte)(Index == 0 ? 0x10 : 0x00);
        payload[1] = (byte)(IsKey ? 0x00 : 0x01);
        BinaryPrimitives.WriteUInt32BigEndian(payload[2..], Number);
        BinaryPrimitives.WriteUInt16BigEndian(payload[6..], Index);
        BinaryPrimitives.WriteUInt16BigEndian(payload[8..], Count);
    }
}
