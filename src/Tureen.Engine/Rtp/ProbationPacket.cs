using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Rtp;

/// <summary>The packets that probe a path for more bandwidth: no media, only bytes of a wanted length.</summary>
/// <remarks>
/// They carry mediasoup's SSRC, payload type and MID, which its clients put into the description of every receiving transport.
/// </remarks>
internal sealed class ProbationPacket
{
    public const uint Ssrc = 1234;
    public const byte PayloadType = 127;

    /// <summary>Bytes. The longest probe (mediasoup's value).</summary>
    public const int MaxLength = 1400;

    private const int TimestampStep = 20;

    private readonly byte[] _header = new byte[64];
    private ushort _sequenceNumber;
    private uint _timestamp;

    /// <summary>Takes the extension ids of the transport, 0 for what was not negotiated; the defaults are those of a mediasoup router.</summary>
    public ProbationPacket(RandomSource random, int midId = 1, int absSendTimeId = 4, int transportSequenceId = 5)
    {
        _sequenceNumber = (ushort)random.Next(0, EngineLimits.MaxInitialSequence - 1);
        _timestamp = random.NextUInt32();
        var writer = new RtpHeaderWriter(_header, PayloadType, marker: false, 0, 0, Ssrc);
        writer.AddExtension(midId, "probator"u8);
        AbsSendTimeOffset = absSendTimeId == 0 ? 0 : writer.AddExtension(absSendTimeId, 3);
        TransportSequenceOffset = transportSequenceId == 0 ? 0 : writer.AddExtension(transportSequenceId, 2);
        MinLength = writer.Finish();
    }

    /// <summary>The sequence number of the packet that was written last.</summary>
    public ushort SequenceNumber => _sequenceNumber;

    /// <summary>Bytes of a probe that is a header alone.</summary>
    public int MinLength { get; }

    /// <summary>Offset of the 3-byte abs-send-time value; 0 when it was not negotiated.</summary>
    public int AbsSendTimeOffset { get; }

    /// <summary>Offset of the 2-byte transport-wide sequence number; 0 when it was not negotiated.</summary>
    public int TransportSequenceOffset { get; }

    /// <summary>
    /// Writes the next probe of about <paramref name="length"/> bytes, brought within the bounds and up to whole words. Its length,
    /// or 0 when <paramref name="destination"/> is too short.
    /// </summary>
    public int Write(Span<byte> destination, int length)
    {
        length = (Math.Clamp(length, MinLength, MaxLength) + 3) & ~3;
        if (destination.Length < length)
        {
            return 0;
        }

        _sequenceNumber++;
        _timestamp += TimestampStep;
        _header.AsSpan(0, MinLength).CopyTo(destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], _sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], _timestamp);
        destination[MinLength..length].Clear();
        return length;
    }
}
