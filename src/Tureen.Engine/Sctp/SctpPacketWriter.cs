using Tureen.Engine.Sctp.Packets;

namespace Tureen.Engine.Sctp;

/// <summary>Gathers chunks into one packet, as many as the MTU allows.</summary>
internal sealed class SctpPacketWriter(int mtu, ushort sourcePort, ushort destinationPort)
{
    private readonly byte[] _buffer = new byte[mtu & ~3];
    private int _length = SctpLimits.CommonHeaderLength;

    public bool IsEmpty => _length == SctpLimits.CommonHeaderLength;

    /// <summary>What is left of the packet.</summary>
    public Span<byte> Room => _buffer.AsSpan(_length);

    public long PacketsSent { get; private set; }

    /// <summary>The chunk that was written into the room, with its padding, belongs to the packet.</summary>
    public void Commit(int length) => _length += length;

    /// <summary>Makes room before what the packet holds, for a control chunk that is written after the data (RFC 9260 §6.10).</summary>
    public Span<byte> InsertFirst(int length)
    {
        Span<byte> chunks = _buffer.AsSpan(SctpLimits.CommonHeaderLength, _length - SctpLimits.CommonHeaderLength);
        chunks.CopyTo(_buffer.AsSpan(SctpLimits.CommonHeaderLength + length));
        _length += length;
        return _buffer.AsSpan(SctpLimits.CommonHeaderLength, length);
    }

    public void Discard() => _length = SctpLimits.CommonHeaderLength;

    public void Flush(ISctpPacketSink sink, uint verificationTag, bool hasChecksum)
    {
        if (IsEmpty)
        {
            return;
        }

        Span<byte> packet = sink.GetSpan(_length)[.._length];
        _buffer.AsSpan(0, _length).CopyTo(packet);
        SctpPacket.WriteHeader(packet, sourcePort, destinationPort, verificationTag);
        if (hasChecksum)
        {
            SctpChecksum.Write(packet, SctpChecksum.Compute(packet));
        }

        sink.Send(_length);
        PacketsSent++;
        Discard();
    }
}
