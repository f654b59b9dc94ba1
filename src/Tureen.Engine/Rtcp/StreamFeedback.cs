using System.Buffers.Binary;

namespace Tureen.Engine.Rtcp;

/// <summary>What a <see cref="CongestionControlFeedback"/> says of one stream.</summary>
internal readonly ref struct StreamFeedback
{
    private const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    internal StreamFeedback(ReadOnlySpan<byte> bytes, int count)
    {
        _bytes = bytes;
        Count = count;
    }

    public uint Ssrc => BinaryPrimitives.ReadUInt32BigEndian(_bytes);

    /// <summary>The first RTP sequence number that it covers.</summary>
    public ushort BeginSequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[4..]);

    /// <summary>Packets that it covers.</summary>
    public int Count { get; }

    /// <summary>What it says of one packet, by its distance from <see cref="BeginSequence"/>.</summary>
    public PacketArrival this[int index] =>
        new(BinaryPrimitives.ReadUInt16BigEndian(_bytes[(HeaderLength + (index * PacketArrival.Length))..]));
}
