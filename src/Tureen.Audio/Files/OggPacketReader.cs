using System.Buffers.Binary;

namespace Tureen.Audio.Files;

/// <summary>Joins the segments of pages to packets. Only files with one stream are read.</summary>
internal sealed class OggPacketReader(Stream stream)
{
    /// <summary>Bytes. An Opus packet of 120 ms in two channels has at most some 15 KB; headers may be longer.</summary>
    private const int MaxPacketLength = 65_536;

    private readonly byte[] _header = new byte[OggPage.HeaderLength];
    private readonly byte[] _segments = new byte[OggPage.MaxSegments];
    private readonly byte[] _body = new byte[OggPage.MaxSegments * OggPage.MaxSegment];
    private readonly byte[] _packet = new byte[MaxPacketLength];
    private int _segmentCount;
    private int _segment;
    private int _position;

    public bool TryRead(out ReadOnlyMemory<byte> packet)
    {
        int length = 0;
        while (true)
        {
            if (_segment == _segmentCount && !TryReadPage(isContinued: length > 0))
            {
                packet = default;
                return false;
            }

            while (_segment < _segmentCount)
            {
                int part = _segments[_segment++];
                if (length + part > MaxPacketLength)
                {
                    throw new InvalidDataException($"A packet of the file has more than {MaxPacketLength} bytes.");
                }

                _body.AsSpan(_position, part).CopyTo(_packet.AsSpan(length));
                _position += part;
                length += part;
                if (part < OggPage.MaxSegment)
                {
                    packet = _packet.AsMemory(0, length);
                    return true;
                }
            }
        }
    }

    private bool TryReadPage(bool isContinued)
    {
        int read = stream.ReadAtLeast(_header, _header.Length, throwOnEndOfStream: false);
        if (read == 0 && !isContinued)
        {
            return false;
        }

        if (read < _header.Length || !_header.AsSpan().StartsWith(OggPage.CapturePattern))
        {
            throw new InvalidDataException("The file is not Ogg, or is damaged: a page does not begin with OggS.");
        }

        _segmentCount = _header[OggPage.SegmentsOffset];
        _segment = 0;
        _position = 0;
        Span<byte> table = _segments.AsSpan(0, _segmentCount);
        Fill(table);
        int length = 0;
        foreach (byte part in table)
        {
            length += part;
        }

        Fill(_body.AsSpan(0, length));
        Check(table, _body.AsSpan(0, length));
        return true;
    }

    private void Check(ReadOnlySpan<byte> table, ReadOnlySpan<byte> body)
    {
        Span<byte> checksum = _header.AsSpan(OggPage.ChecksumOffset, 4);
        uint expected = BinaryPrimitives.ReadUInt32LittleEndian(checksum);
        checksum.Clear();
        if (OggChecksum.Of(OggChecksum.Of(OggChecksum.Of(0, _header), table), body) != expected)
        {
            throw new InvalidDataException("The file is damaged: the checksum of a page is wrong.");
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw new InvalidDataException("The file is damaged: it ends within a page.");
        }
    }
}
