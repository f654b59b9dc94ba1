namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The least of the last ten round trips, from a packet to the report about it. Only waits depend on it.</summary>
internal sealed class RoundTrip
{
    private const int Samples = 10;
    private static readonly TimeSpan Default = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    private readonly TimeSpan[] _samples = new TimeSpan[Samples];
    private int _count;

    public TimeSpan Value { get; private set; } = Default;

    /// <summary>The least of all.</summary>
    public TimeSpan Least { get; private set; } = Default;

    public void Add(TimeSpan sample)
    {
        _samples[_count++ % Samples] = sample;
        TimeSpan least = Most;
        for (int i = 0; i < Math.Min(_count, Samples); i++)
        {
            least = _samples[i] < least ? _samples[i] : least;
        }

        Value = least < Shortest ? Shortest : least;
        Least = Value < Least ? Value : Least;
    }
}
