using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Tests.Engine.Sctp;

namespace Tureen.Tests.Fuzz;

/// <summary>Makes hostile SCTP packets out of good ones: chunks of several put together, and fields of them changed.</summary>
internal sealed class SctpMutator(ulong seed)
{
    private readonly SeededRandomSource _random = new(seed);
    private readonly List<byte[]> _chunks = [];

    /// <summary>Takes the chunks of a packet as models.</summary>
    public void Learn(byte[] packet)
    {
        for (int offset = 12; offset < packet.Length && _chunks.Count < 2000;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(offset + 2));
            int end = Math.Min(offset + ((length + 3) & ~3), packet.Length);
            _chunks.Add(packet[offset..end]);
            offset = end;
        }
    }

    public byte[] NextChunk()
    {
        byte[] chunk = [.. _chunks[Pick(_chunks.Count)]];
        for (int changes = Pick(4); changes > 0; changes--)
        {
            Change(chunk);
        }

        return chunk;
    }

    /// <summary>A packet that mostly bears the right tag and checksum, so that its chunks are looked at.</summary>
    public byte[] Next(uint tag)
    {
        byte[][] chunks = new byte[1 + Pick(3)][];
        for (int i = 0; i < chunks.Length; i++)
        {
            chunks[i] = NextChunk();
        }

        byte[] packet = SctpPacketBytes.Packet(Pick(10) == 0 ? 0 : tag, chunks);
        switch (Pick(20))
        {
            case 0:
                Change(packet);
                break;
            case 1:
                packet = packet[..Pick(packet.Length)];
                break;
        }

        return packet;
    }

    private void Change(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return;
        }

        // The first bytes hold types, lengths, numbers and counts, so they are hit more often.
        int at = Pick(3) != 0 ? Pick(Math.Min(bytes.Length, 20)) : Pick(bytes.Length);
        switch (Pick(5))
        {
            case 0:
                bytes[at] ^= (byte)(1 << Pick(8));
                break;
            case 1:
                bytes[at] = Pick(2) == 0 ? byte.MinValue : byte.MaxValue;
                break;
            case 2:
                bytes[at] += (byte)(Pick(2) == 0 ? 1 : -1);
                break;
            case 3:
                _random.Fill(bytes.Slice(at, Math.Min(bytes.Length - at, 1 + Pick(8))));
                break;
            default:
                bytes[at] = (byte)Pick(256);
                break;
        }
    }

    private int Pick(int count) => _random.Next(0, count - 1);
}
