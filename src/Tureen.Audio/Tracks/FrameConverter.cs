using Tureen.Audio.Receiving;

namespace Tureen.Audio;

/// <summary>Cuts what a receiver plays into frames of the application's rate.</summary>
internal sealed class FrameConverter
{
    private readonly int _sampleRate;
    private readonly short[] _pulled;
    private readonly short[] _frame;
    private readonly short[] _converted;
    private readonly AudioResampler? _resampler;
    private int _count;

    public FrameConverter(int codecRate, int sampleRate, TimeSpan duration)
    {
        _sampleRate = sampleRate;
        _pulled = new short[AudioRate.ToSamples(duration, codecRate)];
        _frame = new short[AudioRate.ToSamples(duration, sampleRate)];
        _resampler = codecRate == sampleRate ? null : new AudioResampler(codecRate, sampleRate);
        _converted = _resampler is null ? [] : new short[3 * _resampler.MaxOutput(_pulled.Length)];
    }

    public AudioFrame Next(VoiceReceiver receiver, TimeSpan now)
    {
        if (_resampler is null)
        {
            PulledAudio direct = receiver.Pull(now, _frame);
            return new AudioFrame(_frame, _sampleRate, direct.Kind, direct.CapturedAt, direct.Waited);
        }

        PulledAudio pulled = receiver.Pull(now, _pulled);
        _count += _resampler.Process(_pulled, _converted.AsSpan(_count));

        // The first frames begin with what the filter has not seen yet.
        int missing = Math.Max(0, _frame.Length - _count);
        _frame.AsSpan(0, missing).Clear();
        int taken = _frame.Length - missing;
        _converted.AsSpan(0, taken).CopyTo(_frame.AsSpan(missing));
        _count -= taken;
        _converted.AsSpan(taken, _count).CopyTo(_converted);
        return new AudioFrame(_frame, _sampleRate, pulled.Kind, pulled.CapturedAt, pulled.Waited);
    }
}
