using Tureen.Engine.Primitives;

namespace Tureen.Engine.Streams;

/// <summary>A stream's quality from 0 to 10: the average of the last samples, the newest weighing most.</summary>
internal sealed class RtpStreamScore(Timestamp now)
{
    public const int Maximum = 10;

    /// <summary>Samples that are remembered (mediasoup's value).</summary>
    private const int HistogramLength = 24;

    private readonly byte[] _histogram = new byte[HistogramLength];
    private int _samples;
    private int _announced = Maximum;

    public int Value { get; private set; } = Maximum;

    /// <summary>Since when the score is above 0.</summary>
    public Timestamp ActiveSince { get; private set; } = now;

    public TimeSpan ActiveFor(Timestamp now) => Value == 0 ? TimeSpan.Zero : now - ActiveSince;

    public void Add(Timestamp now, int sample)
    {
        if (_samples == HistogramLength)
        {
            _histogram.AsSpan(1).CopyTo(_histogram);
            _samples--;
        }

        _histogram[_samples++] = (byte)sample;
        int sum = 0;
        int weights = 0;
        for (int i = 0; i < _samples; i++)
        {
            sum += (i + 1) * _histogram[i];
            weights += i + 1;
        }

        Set(now, ((2 * sum) + weights) / (2 * weights));
    }

    /// <summary>Begins anew with <paramref name="value"/>; reports no change when <paramref name="isAnnounced"/> is false.</summary>
    public void Reset(Timestamp now, int value, bool isAnnounced = true)
    {
        _samples = 0;
        Set(now, value);
        if (!isAnnounced)
        {
            _announced = Value;
        }
    }

    /// <summary>Whether the score changed since the last call, and from what.</summary>
    public bool TakeChanged(out int previous)
    {
        previous = _announced;
        _announced = Value;
        return previous != Value;
    }

    private void Set(Timestamp now, int value)
    {
        if (Value == 0 && value != 0)
        {
            ActiveSince = now;
        }

        Value = value;
    }
}
