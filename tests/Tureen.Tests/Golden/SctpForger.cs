using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Golden;

/// <summary>Makes requests about streams in the name of one end, with the tag, number and TSN that the other end expects.</summary>
internal sealed class SctpForger(SeededRandomSource random, int streams)
{
    private uint _nextRequest;
    private uint _lastTsn;
    private byte[] _lastReset = [];

    /// <summary>The verification tag of packets of this end.</summary>
    public uint Tag { get; private set; }

    /// <summary>Takes notice of what this end sends.</summary>
    public void Learn(byte[] packet)
    {
        Tag = TagOf(packet) == 0 ? Tag : TagOf(packet);
        for (int offset = 12; offset + 12 <= packet.Length;)
        {
            LearnChunk(packet.AsSpan(offset));
            offset += (BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(offset + 2)) + 3) & ~3;
        }
    }

    /// <summary>A request that the end might make, or the last reset again under a new number, when its data may have come.</summary>
    public byte[] NextRequest()
    {
        byte[] number = Number(_nextRequest);
        byte[] parameter = random.Next(0, 3) switch
        {
            0 => Parameter(14, [.. number, .. Id()]),
            1 => Parameter(18, [.. number, 0, 1, 0, 0]),
            2 when _lastReset.Length > 0 => Parameter(13, [.. number, .. _lastReset]),
            _ => Parameter(13, [.. number, .. _lastReset = [.. Number(0), .. Number(_lastTsn + (uint)random.Next(0, 3)), .. Id()]]),
        };
        _nextRequest++;
        return Packet(Tag, Chunk(130, 0, parameter));
    }

    private byte[] Id() => [0, (byte)random.Next(0, streams)];

    private void LearnChunk(ReadOnlySpan<byte> chunk)
    {
        switch (chunk[0])
        {
            case 0 or 64:
                _lastTsn = BinaryPrimitives.ReadUInt32BigEndian(chunk[4..]);
                break;
            case 1 or 2:
                _nextRequest = BinaryPrimitives.ReadUInt32BigEndian(chunk[16..]);
                _lastTsn = _nextRequest - 1;
                break;
            case 130 when chunk[5] is 13 or 17:
                _nextRequest = BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]) + 1;
                break;
        }
    }
}
