namespace Tureen.Engine.Primitives;

/// <summary>Samples on their way to a histogram: the worker's thread adds them, its host takes them after a batch.</summary>
internal sealed class SampleBuffer
{
    /// <summary>Further samples are left out until the host takes these: a histogram is a statistic.</summary>
    public const int Capacity = 256;

    private readonly double[] _samples = new double[Capacity];

    /// <summary>Whether anybody wants them.</summary>
    public bool IsOn { get; set; }

    public int Count { get; private set; }

    public void Add(double sample)
    {
        if (IsOn && Count < Capacity)
        {
            _samples[Count++] = sample;
        }
    }

    public double[] Take()
    {
        double[] taken = _samples[..Count];
        Count = 0;
        return taken;
    }
}
