using System.Buffers.Binary;

namespace Tureen.Samples.Files;

/// <summary>Reads frames of VP8 from an IVF file.</summary>
internal sealed class IvfReader : IDisposable
{
    private const int MaxFrameLength = 16 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly double _unitsPerSecond;
    private byte[] _frame = [];

    public IvfReader(Stream stream)
    {
        _stream = stream;
        Span<byte> header = stackalloc byte[IvfWriter.HeaderLength];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length
            || !header.StartsWith("DKIF"u8) || !header[8..12].SequenceEqual("VP80"u8))
        {
            throw new InvalidDataException("This is no IVF file with VP8.");
        }

        uint rate = BinaryPrimitives.ReadUInt32LittleEndian(header[16..]);
        uint scale = BinaryPrimitives.ReadUInt32LittleEndian(header[20..]);
        if (rate == 0 || scale == 0)
        {
            throw new InvalidDataException($"The file has {rate} units in {scale} seconds.");
        }

        _unitsPerSecond = (double)rate / scale;
    }

    /// <summary>Reads the next frame, which is valid until the one after it; false at the end.</summary>
    public bool TryRead(out ReadOnlyMemory<byte> frame, out TimeSpan position)
    {
        frame = default;
        position = default;
        Span<byte> header = stackalloc byte[IvfWriter.FrameHeaderLength];
        int read = _stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read == 0)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(header);
        double seconds = BinaryPrimitives.ReadInt64LittleEndian(header[4..]) / _unitsPerSecond;
        if (read < header.Length || length is < 0 or > MaxFrameLength || seconds is < 0 or > 1e9)
        {
            throw new InvalidDataException("The file is damaged: a frame has no header.");
        }

        if (_frame.Length < length)
        {
            _frame = new byte[length];
        }

        if (_stream.ReadAtLeast(_frame.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
        {
            throw new InvalidDataException("The file is damaged: it ends within a frame.");
        }

        frame = _frame.AsMemory(0, length);
        position = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public void Dispose() => _stream.Dispose();
}
