using System.Buffers.Binary;

namespace Tureen.Samples.Files;

/// <summary>Writes frames of VP8 to an IVF file: a header of 32 bytes, and 12 bytes before each frame.</summary>
internal sealed class IvfWriter : IDisposable
{
    public const int HeaderLength = 32;
    public const int FrameHeaderLength = 12;

    private const int VideoClock = 90_000;
    private const int WidthInFrame = 6;
    private const int SizeMask = 0x3FFF;

    private readonly Stream _stream;
    private uint _first;
    private int _count;
    private (int Width, int Height) _size;

    public IvfWriter(Stream stream)
    {
        _stream = stream;
        WriteHeader();
    }

    /// <summary>Appends a frame; the first must be a key frame.</summary>
    public void Write(ReadOnlySpan<byte> frame, uint timestamp)
    {
        if (_count++ == 0)
        {
            // A key frame has its size behind its start code (RFC 6386 §9.1).
            _first = timestamp;
            _size = frame.Length < WidthInFrame + 4
                ? default
                : (BinaryPrimitives.ReadUInt16LittleEndian(frame[WidthInFrame..]) & SizeMask, BinaryPrimitives.ReadUInt16LittleEndian(frame[(WidthInFrame + 2)..]) & SizeMask);
        }

        Span<byte> header = stackalloc byte[FrameHeaderLength];
        BinaryPrimitives.WriteInt32LittleEndian(header, frame.Length);
        BinaryPrimitives.WriteInt64LittleEndian(header[4..], timestamp - _first);
        _stream.Write(header);
        _stream.Write(frame);
    }

    public void Dispose()
    {
        _stream.Position = 0;
        WriteHeader();
        _stream.Dispose();
    }

    private void WriteHeader()
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        header.Clear();
        "DKIF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], HeaderLength);
        "VP80"u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteUInt16LittleEndian(header[12..], (ushort)_size.Width);
        BinaryPrimitives.WriteUInt16LittleEndian(header[14..], (ushort)_size.Height);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], VideoClock);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], _count);
        _stream.Write(header);
    }
}
