namespace Tureen.Audio;

/// <summary>
/// Notices when somebody speaks: a frame is speech when its band of voice is well above the noise, which is learned all the time. It needs two such
/// frames to begin, and a pause to end.
/// </summary>
/// <remarks>Not safe for several threads at once. It allocates nothing after it was made.</remarks>
public sealed class VoiceActivityDetector
{
    /// <summary>Hz. Hum and rumble lie below.</summary>
    private const double HighPass = 150;

    /// <summary>dBov. Nothing below it is speech, however quiet the room is.</summary>
    private const double QuietestSpeech = -55;

    /// <summary>dB above the noise.</summary>
    private const double Margin = 9;

    /// <summary>dB a second: how fast the noise rises while it is louder than it was known to be.</summary>
    private const double NoiseRise = 6;

    /// <summary>How much of the way the noise falls with each frame that is quieter.</summary>
    private const double NoiseFall = 0.5;

    private static readonly TimeSpan Onset = TimeSpan.FromMilliseconds(40);

    private readonly double _pole;
    private readonly int _sampleRate;
    private readonly TimeSpan _pause;
    private double _noise = QuietestSpeech - Margin;
    private double _lastInput;
    private double _lastOutput;
    private TimeSpan _loud;
    private TimeSpan _quiet;

    /// <summary>Makes a detector.</summary>
    /// <param name="sampleRate">The rate of the samples.</param>
    /// <param name="pause">How long it must be quiet before speech has ended; 300 ms if not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not a multiple of 50 from 4000 to 192000.</exception>
    public VoiceActivityDetector(int sampleRate, TimeSpan? pause = null)
    {
        _sampleRate = AudioRate.Check(sampleRate, nameof(sampleRate));
        _pause = pause ?? TimeSpan.FromMilliseconds(300);
        _pole = 1 - (2 * Math.PI * HighPass / sampleRate);
    }

    /// <summary>Whether somebody speaks.</summary>
    public bool IsSpeaking { get; private set; }

    /// <summary>How loud the noise is, in dBov.</summary>
    public double Noise => _noise;

    /// <summary>Takes the next frame, of 10 to 60 ms.</summary>
    /// <param name="frame">The samples.</param>
    /// <returns>Whether somebody speaks.</returns>
    public bool Process(ReadOnlySpan<short> frame)
    {
        if (frame.IsEmpty)
        {
            return IsSpeaking;
        }

        double level = AudioLevels.ToDecibels(FilteredMeanSquare(frame));
        TimeSpan duration = AudioRate.ToTime(frame.Length, _sampleRate);
        bool isLoud = level > QuietestSpeech && level > _noise + Margin;
        _noise = level < _noise
            ? _noise + ((level - _noise) * NoiseFall)
            : Math.Min(level, _noise + (NoiseRise * duration.TotalSeconds));
        _loud = isLoud ? _loud + duration : TimeSpan.Zero;
        _quiet = isLoud ? TimeSpan.Zero : _quiet + duration;
        IsSpeaking = IsSpeaking ? _quiet < _pause : _loud >= Onset;
        return IsSpeaking;
    }

    private double FilteredMeanSquare(ReadOnlySpan<short> frame)
    {
        double sum = 0;
        foreach (short sample in frame)
        {
            _lastOutput = (_pole * _lastOutput) + sample - _lastInput;
            _lastInput = sample;
            sum += _lastOutput * _lastOutput;
        }

        return sum / frame.Length;
    }
}
