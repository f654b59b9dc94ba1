namespace Tureen.Engine.Congestion;

/// <summary>The average of the last 24 shares of lost packets, the newest weighing most.</summary>
internal sealed class PacketLossAverage
{
    private const int HistogramLength = 24;

    private readonly double[] _samples = new double[HistogramLength];
    private int _count;

    /// <summary>0 (nothing lost) to 1.</summary>
    public double Value { get; private set; }

    public void Add(double share)
    {
        if (_count == HistogramLength)
        {
            _samples.AsSpan(1).CopyTo(_samples);
            _count--;
        }

        _samples[_count++] = share;
        double sum = 0;
        double weights = 0;
        for (int i = 0; i < _count; i++)
        {
            sum += (i + 1) * _samples[i];
            weights += i + 1;
        }

        Value = sum / weights;
    }
}
