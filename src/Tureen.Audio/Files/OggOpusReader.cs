using System.Buffers.Binary;
using Tureen.Audio.Codec;
using Tureen.Audio.Files;

namespace Tureen.Audio;

/// <summary>Reads Opus packets from an Ogg file (RFC 7845), ready to be sent on a track.</summary>
public sealed class OggOpusReader : IDisposable
{
    private const int HeadLength = 19;

    private readonly OggPacketReader _packets;
    private readonly Stream _stream;

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file; disposed with the reader.</param>
    /// <exception cref="InvalidDataException">It is no Ogg file with one or two channels of Opus.</exception>
    public OggOpusReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _packets = new OggPacketReader(stream);
        if (!_packets.TryRead(out ReadOnlyMemory<byte> head) || head.Length < HeadLength || !head.Span.StartsWith("OpusHead"u8))
        {
            throw new InvalidDataException("The file has no Opus: its first packet is not OpusHead.");
        }

        Channels = head.Span[9];
        PreSkip = BinaryPrimitives.ReadUInt16LittleEndian(head.Span[10..]);
        if (Channels is 0 or > 2 || head.Span[18] != 0)
        {
            throw new InvalidDataException($"The file has {Channels} channels of mapping {head.Span[18]}; 1 and 2 of mapping 0 are read.");
        }

        if (!_packets.TryRead(out ReadOnlyMemory<byte> tags) || !tags.Span.StartsWith("OpusTags"u8))
        {
            throw new InvalidDataException("The second packet of the file is not OpusTags.");
        }
    }

    /// <summary>1 or 2.</summary>
    public int Channels { get; }

    /// <summary>Samples of 48 kHz at the beginning that are not to be heard.</summary>
    public int PreSkip { get; }

    /// <summary>Reads the next packet.</summary>
    /// <param name="packet">The packet; valid until the next read.</param>
    /// <param name="duration">How long it is.</param>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public bool TryRead(out ReadOnlyMemory<byte> packet, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        if (!_packets.TryRead(out packet))
        {
            return false;
        }

        if (!OpusPacket.TryParse(packet.Span, out OpusPacket header))
        {
            throw new InvalidDataException($"A packet of {packet.Length} bytes in the file is not Opus.");
        }

        duration = AudioRate.ToTime(header.Duration, AudioRate.RtpClock);
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();
}
