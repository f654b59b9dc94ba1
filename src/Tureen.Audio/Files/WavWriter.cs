using System.Buffers.Binary;

namespace Tureen.Audio;

/// <summary>Writes samples of 16 bits to a WAV file.</summary>
public sealed class WavWriter : IDisposable
{
    internal const int HeaderLength = 44;
    internal const int FormatLength = 16;
    internal const ushort PcmFormat = 1;
    internal const int BytesPerSample = 2;

    private readonly Stream _stream;
    private readonly bool _leavesOpen;
    private long _dataLength;
    private byte[] _bytes = [];
    private bool _isDisposed;

    /// <summary>Begins a file.</summary>
    /// <param name="stream">Where to write. If it can seek, its header gets the length at the end; otherwise the length stays unknown, which players accept.</param>
    /// <param name="sampleRate">The rate of the samples.</param>
    /// <param name="channels">How many samples there are at a time.</param>
    /// <param name="leavesOpen">Whether the stream stays open.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate or a number of channels that cannot be.</exception>
    public WavWriter(Stream stream, int sampleRate, int channels = 1, bool leavesOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        AudioRate.Check(sampleRate, nameof(sampleRate));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, WavReader.MaxChannels);
        _stream = stream;
        _leavesOpen = leavesOpen;
        WriteHeader(sampleRate, channels);
    }

    /// <summary>Appends samples, those of one time side by side.</summary>
    /// <param name="samples">The samples.</param>
    public void Write(ReadOnlySpan<short> samples)
    {
        int length = samples.Length * BytesPerSample;
        if (_bytes.Length < length)
        {
            _bytes = new byte[length];
        }

        for (int i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(_bytes.AsSpan(i * BytesPerSample), samples[i]);
        }

        _stream.Write(_bytes, 0, length);
        _dataLength += length;
    }

    /// <summary>Completes the file.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_stream.CanSeek && _dataLength <= uint.MaxValue - HeaderLength)
        {
            long end = _stream.Position;
            WriteLength(end - _dataLength - HeaderLength + 4, _dataLength + HeaderLength - 8);
            WriteLength(end - _dataLength - 4, _dataLength);
            _stream.Position = end;
        }

        if (!_leavesOpen)
        {
            _stream.Dispose();
        }
    }

    private void WriteLength(long position, long length)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        _stream.Position = position;
        _stream.Write(bytes);
    }

    private void WriteHeader(int sampleRate, int channels)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], uint.MaxValue);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], FormatLength);
        BinaryPrimitives.WriteUInt16LittleEndian(header[20..], PcmFormat);
        BinaryPrimitives.WriteUInt16LittleEndian(header[22..], (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], sampleRate * channels * BytesPerSample);
        BinaryPrimitives.WriteUInt16LittleEndian(header[32..], (ushort)(channels * BytesPerSample));
        BinaryPrimitives.WriteUInt16LittleEndian(header[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], uint.MaxValue);
        _stream.Write(header);
    }
}
