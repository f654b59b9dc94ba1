using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Links;

/// <summary>The way behind a bottleneck: loss, delay, aggregates, datagrams out of order and twice.</summary>
internal sealed class ArrivalPath(BottleneckOptions options, RandomSource random, Timestamp start)
{
    private bool _isBad;
    private Timestamp? _nextRelease;
    private Timestamp _lastArrival = Timestamp.Zero;

    /// <summary>Decides about the next datagram.</summary>
    public bool Loses() => options.Loss.Loses(random, ref _isBad);

    /// <summary>When a datagram that left the bottleneck arrives: once or twice.</summary>
    public IEnumerable<Timestamp> ArrivalsOf(Timestamp departure)
    {
        Timestamp released = options.Aggregation is Aggregation aggregation ? ReleaseAfter(departure, aggregation) : departure;
        Timestamp arrival = released + DelayAt(released);
        if (options.Reordering > 0 && random.NextDouble() < options.Reordering)
        {
            arrival += options.ReorderingDelay;
        }
        else
        {
            _lastArrival = arrival > _lastArrival ? arrival : _lastArrival;
            arrival = _lastArrival;
        }

        yield return arrival;
        if (options.Duplication > 0 && random.NextDouble() < options.Duplication)
        {
            yield return arrival;
        }
    }

    private Timestamp ReleaseAfter(Timestamp departure, Aggregation aggregation)
    {
        Timestamp release = _nextRelease ?? start;
        while (release < departure)
        {
            bool isStall = random.NextDouble() < aggregation.StallChance;
            (double least, double most) = isStall ? (aggregation.LeastStall, aggregation.MostStall) : (aggregation.Least, aggregation.Most);
            release += random.NextSpan(TimeSpan.FromMilliseconds(least), TimeSpan.FromMilliseconds(most));
        }

        _nextRelease = release;
        return release;
    }

    private TimeSpan DelayAt(Timestamp at)
    {
        TimeSpan delay = options.Delay;
        foreach ((TimeSpan from, TimeSpan step) in options.DelaySteps)
        {
            delay = at - start >= from ? step : delay;
        }

        return delay;
    }
}
