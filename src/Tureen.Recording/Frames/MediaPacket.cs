using System.Buffers;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Recording.Frames;

/// <summary>A packet on its way from the media thread to a file. Its bytes are rented, and given back by <see cref="Free"/>.</summary>
internal readonly struct MediaPacket
{
    private readonly byte[] _bytes;
    private readonly int _payloadStart;
    private readonly int _payloadLength;

    private MediaPacket(byte[] bytes, int length, in RtpPacket packet)
    {
        _bytes = bytes;
        Length = length;
        _payloadStart = packet.HeaderLength;
        _payloadLength = packet.Payload.Length;
        SequenceNumber = packet.SequenceNumber;
        RtpTimestamp = packet.Timestamp;
        PayloadType = packet.PayloadType;
        Marker = packet.Marker;
    }

    public int Length { get; }

    public ushort SequenceNumber { get; }

    public uint RtpTimestamp { get; }

    /// <summary>It says the codec.</summary>
    public int PayloadType { get; }

    public bool Marker { get; }

    public Timestamp ReceivedAt { get; private init; }

    /// <summary><see cref="Timestamp.Never"/> while that is unknown.</summary>
    public Timestamp CapturedAt { get; private init; }

    /// <summary>Empty for packets that only probe the path.</summary>
    public ReadOnlyMemory<byte> Payload => _bytes.AsMemory(_payloadStart, _payloadLength);

    /// <summary>Copies a packet; false if it is none.</summary>
    public static bool TryCopy(ReadOnlySpan<byte> bytes, Timestamp receivedAt, Timestamp capturedAt, out MediaPacket packet)
    {
        packet = default;
        byte[] copy = ArrayPool<byte>.Shared.Rent(bytes.Length);
        bytes.CopyTo(copy);
        if (!RtpPacket.TryParse(copy.AsSpan(0, bytes.Length), out RtpPacket parsed))
        {
            ArrayPool<byte>.Shared.Return(copy);
            return false;
        }

        packet = new MediaPacket(copy, bytes.Length, parsed) { ReceivedAt = receivedAt, CapturedAt = capturedAt };
        return true;
    }

    public void Free() => ArrayPool<byte>.Shared.Return(_bytes);
}
