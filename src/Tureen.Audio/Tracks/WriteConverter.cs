namespace Tureen.Audio;

/// <summary>Converts what an application writes to the rate of the codec, part by part, so that what does not fit is not converted.</summary>
internal sealed class WriteConverter
{
    private const int PartsPerSecond = 50;

    private readonly int _sampleRate;
    private readonly int _codecRate;
    private readonly AudioResampler? _resampler;
    private readonly short[] _converted;
    private readonly int _part;
    private int _waiting;

    public WriteConverter(int sampleRate, int codecRate)
    {
        _sampleRate = sampleRate;
        _codecRate = codecRate;
        _part = sampleRate / PartsPerSecond;
        _resampler = sampleRate == codecRate ? null : new AudioResampler(sampleRate, codecRate);
        _converted = _resampler is null ? [] : new short[2 * _resampler.MaxOutput(_part)];
    }

    /// <summary>Writes samples to a queue that says how many fit. Returns how many were taken.</summary>
    public int Write(ReadOnlySpan<short> samples, Func<ReadOnlySpan<short>, int> write)
    {
        if (_resampler is null)
        {
            return write(samples);
        }

        int taken = 0;
        while (Flush(write) && taken < samples.Length)
        {
            ReadOnlySpan<short> part = samples.Slice(taken, Math.Min(_part, samples.Length - taken));
            _waiting = _resampler.Process(part, _converted);
            taken += part.Length;
        }

        return taken;
    }

    public void Clear() => _waiting = 0;

    /// <summary>A sent frame in the samples of the application.</summary>
    public SentAudio ToWritten(SentAudio frame) => _resampler is null
        ? frame
        : new SentAudio(frame.Position * _sampleRate / _codecRate, (int)((long)frame.Count * _sampleRate / _codecRate), frame.Level);

    /// <summary>Writes what did not fit before. True if nothing is left of it.</summary>
    private bool Flush(Func<ReadOnlySpan<short>, int> write)
    {
        int written = write(_converted.AsSpan(0, _waiting));
        _waiting -= written;
        _converted.AsSpan(written, _waiting).CopyTo(_converted);
        return _waiting == 0;
    }
}
