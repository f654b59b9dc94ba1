using System.Buffers.Binary;

namespace Tureen.Audio;

/// <summary>Reads samples of 16 bits from a WAV file; several channels become one.</summary>
public sealed class WavReader : IDisposable
{
    internal const int MaxChannels = 8;

    private const ushort ExtensibleFormat = 0xFFFE;
    private const int ExtensibleLength = 26;
    private const int MaxFormatLength = 1_024;
    private const int MaxChunks = 1_000;
    private const int ReadFrames = 4_096;

    private readonly Stream _stream;
    private readonly byte[] _bytes;
    private long _left;

    /// <summary>Opens a file.</summary>
    /// <param name="stream">The file.</param>
    /// <exception cref="InvalidDataException">It is no WAV file, or has samples of another kind.</exception>
    public WavReader(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        ReadHeader();
        _bytes = new byte[ReadFrames * Channels * WavWriter.BytesPerSample];
    }

    /// <summary>The rate of the samples.</summary>
    public int SampleRate { get; private set; }

    /// <summary>How many channels the file has.</summary>
    public int Channels { get; private set; }

    /// <summary>Reads samples; those of one time are averaged.</summary>
    /// <param name="output">Where to write them.</param>
    /// <returns>How many were read; 0 at the end.</returns>
    public int Read(Span<short> output)
    {
        int frame = Channels * WavWriter.BytesPerSample;
        int wanted = (int)Math.Min(Math.Min((long)output.Length * frame, _bytes.Length), _left - (_left % frame));
        int read = _stream.ReadAtLeast(_bytes.AsSpan(0, wanted), wanted, throwOnEndOfStream: false);
        _left -= read;
        int count = read / frame;
        for (int i = 0; i < count; i++)
        {
            int sum = 0;
            for (int channel = 0; channel < Channels; channel++)
            {
                sum += BinaryPrimitives.ReadInt16LittleEndian(_bytes.AsSpan((i * frame) + (channel * WavWriter.BytesPerSample)));
            }

            output[i] = (short)(sum / Channels);
        }

        return count;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _stream.Dispose();

    private static InvalidDataException Invalid(string reason) => new($"This is no WAV file that can be read: {reason}.");

    private void ReadHeader()
    {
        Span<byte> header = stackalloc byte[12];
        Fill(header);
        if (!header.StartsWith("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
        {
            throw Invalid("it does not begin with RIFF and WAVE");
        }

        for (int i = 0; i < MaxChunks; i++)
        {
            Span<byte> chunk = header[..8];
            Fill(chunk);
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk.StartsWith("data"u8))
            {
                _left = length == uint.MaxValue ? long.MaxValue : length;
                if (SampleRate == 0)
                {
                    throw Invalid("the samples come before their format");
                }

                return;
            }

            if (chunk.StartsWith("fmt "u8))
            {
                ReadFormat(length);
            }
            else
            {
                Skip(length + (length & 1));
            }
        }

        throw Invalid($"it has no samples within {MaxChunks} chunks");
    }

    private void ReadFormat(uint length)
    {
        if (length is < WavWriter.FormatLength or > MaxFormatLength)
        {
            throw Invalid($"its format has {length} bytes");
        }

        byte[] format = new byte[length + (length & 1)];
        Fill(format);
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (kind == ExtensibleFormat && length >= ExtensibleLength)
        {
            kind = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(24));
        }

        int bits = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(14));
        Channels = BinaryPrimitives.ReadUInt16LittleEndian(format.AsSpan(2));
        int rate = BinaryPrimitives.ReadInt32LittleEndian(format.AsSpan(4));
        if (kind != WavWriter.PcmFormat || bits != 16 || Channels is 0 or > MaxChannels)
        {
            throw Invalid($"format {kind} with {bits} bits and {Channels} channels; 16 bits of PCM and up to {MaxChannels} channels are read");
        }

        try
        {
            SampleRate = AudioRate.Check(rate, nameof(rate));
        }
        catch (ArgumentOutOfRangeException)
        {
            throw Invalid($"{rate} samples a second");
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (_stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw Invalid("it ends within its header");
        }
    }

    private void Skip(long length)
    {
        byte[] skipped = new byte[Math.Min(length, ReadFrames)];
        while (length > 0)
        {
            int part = (int)Math.Min(length, skipped.Length);
            Fill(skipped.AsSpan(0, part));
            length -= part;
        }
    }
}
