using System.Buffers.Binary;
using Tureen.Audio.Codec;
using Tureen.Audio.Files;

namespace Tureen.Audio;

/// <summary>Writes Opus packets, as they come from a track, to an Ogg file (RFC 7845).</summary>
public sealed class OggOpusWriter : IDisposable
{
    /// <summary>Units of 48 kHz. A page each second, so that little is lost when a program ends at once.</summary>
    private const int PageDuration = 48_000;

    private const int MaxPacketLength = OggPage.MaxSegments * OggPage.MaxSegment / 4;
    private const int HeadLength = 19;
    private const int FrameUnits = 960;

    /// <summary>Config 1 of SILK with one frame of 20 ms and no audio, for what is missing.</summary>
    private static readonly byte[] Nothing = [1 << 3];

    private readonly Stream _stream;
    private readonly byte[] _segments = new byte[OggPage.MaxSegments];
    private readonly MemoryStream _body = new();
    private readonly uint _serial;
    private readonly int _preSkip;
    private int _segmentCount;
    private uint _sequence;
    private long _granule;
    private long _pageBegin;
    private bool _isDisposed;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to write; disposed with the writer.</param>
    /// <param name="channels">1 or 2, for what players prepare.</param>
    /// <param name="preSkip">Samples of 48 kHz at the beginning that are not to be heard, the delay of the encoder.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of channels, or of samples.</exception>
    public OggOpusWriter(Stream stream, int channels = 1, int preSkip = 312)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(preSkip);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(preSkip, ushort.MaxValue);
        _stream = stream;
        _preSkip = preSkip;
        _serial = BitConverter.ToUInt32(Guid.NewGuid().ToByteArray());
        WriteHead(channels);
        WriteTags();
    }

    /// <summary>How much was written so far, with what players skip at the beginning.</summary>
    public TimeSpan Written => AudioRate.ToTime(_granule, AudioRate.RtpClock);

    /// <summary>How long the file plays so far.</summary>
    public TimeSpan Duration => AudioRate.ToTime(Math.Max(0, _granule - _preSkip), AudioRate.RtpClock);

    /// <summary>Appends a packet.</summary>
    /// <param name="packet">An Opus packet.</param>
    /// <exception cref="ArgumentException">It is none, or too long.</exception>
    public void Write(ReadOnlySpan<byte> packet)
    {
        if (packet.Length > MaxPacketLength || !OpusPacket.TryParse(packet, out OpusPacket header))
        {
            throw new ArgumentException($"{packet.Length} bytes that are no Opus packet.", nameof(packet));
        }

        int needed = (packet.Length / OggPage.MaxSegment) + 1;
        if (_segmentCount + needed > OggPage.MaxSegments || _granule - _pageBegin >= PageDuration)
        {
            WritePage(flags: 0);
        }

        AddSegments(packet);
        _granule += header.Duration;
    }

    /// <summary>Appends silence for packets that are missing, in steps of 20 ms.</summary>
    /// <param name="duration">How much, up to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than an hour.</exception>
    public void WriteGap(TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(duration, TimeSpan.FromHours(1));
        for (long left = AudioRate.ToSamples(duration, AudioRate.RtpClock); left >= FrameUnits; left -= FrameUnits)
        {
            Write(Nothing);
        }
    }

    /// <summary>Completes the file.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            WritePage(OggPage.LastFlag);
            _stream.Dispose();
            _body.Dispose();
        }
    }

    /// <summary>The identification header (RFC 7845 §5.1).</summary>
    private void WriteHead(int channels)
    {
        Span<byte> head = stackalloc byte[HeadLength];
        head.Clear();
        "OpusHead"u8.CopyTo(head);
        head[8] = 1;
        head[9] = (byte)channels;
        BinaryPrimitives.WriteUInt16LittleEndian(head[10..], (ushort)_preSkip);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], AudioRate.RtpClock);
        AddSegments(head);
        WritePage(OggPage.FirstFlag);
    }

    /// <summary>The comment header (RFC 7845 §5.2).</summary>
    private void WriteTags()
    {
        ReadOnlySpan<byte> vendor = "Tureen"u8;
        Span<byte> tags = stackalloc byte[16 + vendor.Length];
        tags.Clear();
        "OpusTags"u8.CopyTo(tags);
        BinaryPrimitives.WriteInt32LittleEndian(tags[8..], vendor.Length);
        vendor.CopyTo(tags[12..]);
        AddSegments(tags);
        WritePage(flags: 0);
    }

    private void AddSegments(ReadOnlySpan<byte> packet)
    {
        int left = packet.Length;
        for (; left >= OggPage.MaxSegment; left -= OggPage.MaxSegment)
        {
            _segments[_segmentCount++] = OggPage.MaxSegment;
        }

        _segments[_segmentCount++] = (byte)left;
        _body.Write(packet);
    }

    private void WritePage(byte flags)
    {
        Span<byte> header = stackalloc byte[OggPage.HeaderLength];
        OggPage.WriteHeader(header, flags, _granule, _serial, _sequence++, _segmentCount);
        ReadOnlySpan<byte> table = _segments.AsSpan(0, _segmentCount);
        ReadOnlySpan<byte> body = _body.GetBuffer().AsSpan(0, (int)_body.Length);
        uint checksum = OggChecksum.Of(OggChecksum.Of(OggChecksum.Of(0, header), table), body);
        BinaryPrimitives.WriteUInt32LittleEndian(header[OggPage.ChecksumOffset..], checksum);
        _stream.Write(header);
        _stream.Write(table);
        _stream.Write(body);
        _segmentCount = 0;
        _body.SetLength(0);
        _pageBegin = _granule;
    }
}
