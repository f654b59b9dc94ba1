namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>The rate of packets that came out of a queue back to back: the bottleneck's rate, or our share of it.</summary>
internal sealed class BottleneckRate
{
    private const int Capacity = 256;

    /// <summary>Microseconds that the second packet of a pair waited at least, so that the link was busy between the two.</summary>
    private const long LeastQueue = 8000;

    private const long MaxGap = 200_000;
    private const long MaxAge = 500_000;
    private const int WantedPairs = 8;
    private const long WantedGaps = 80_000;
    private const int LeastPairs = 4;
    private const long LeastGaps = 30_000;

    private readonly RecentEntries<PacketFate> _arrivals = new(Capacity);

    /// <summary>
    /// Whether the packets of the last measurement came out as fast as they had been sent, so that it shows what we send and not what fits: in a queue that others
    /// fill, too, each packet of ours leaves when those before it have left.
    /// </summary>
    public bool IsEcho { get; private set; }

    /// <summary>Takes a packet that arrived and can be compared.</summary>
    public void Add(in PacketFate fate) => _arrivals.Add(fate);

    public void Clear() => _arrivals.Clear();

    /// <summary>Measures by the newest pairs, since a mean over longer would still hold the rate before a change; false when too few packets waited.</summary>
    public bool TryMeasure(long baseDelay, out double bitsPerSecond)
    {
        long bytes = 0;
        long gaps = 0;
        int pairs = 0;
        long sentGaps = 0;
        for (int back = 1; back < _arrivals.Count && (pairs < WantedPairs || gaps < WantedGaps); back++)
        {
            ref readonly PacketFate second = ref _arrivals[back];
            ref readonly PacketFate first = ref _arrivals[back + 1];
            if (_arrivals[1].ArrivedAt - second.ArrivedAt > MaxAge)
            {
                break;
            }

            long gap = second.ArrivedAt - first.ArrivedAt;
            long waited = second.Delay - baseDelay;

            // It came to the bottleneck before the first one had left, so the link was busy all the time between.
            bool hasWaited = waited > LeastQueue && waited > gap;
            if (second.Sequence == first.Sequence + 1 && hasWaited && gap is >= 0 and < MaxGap)
            {
                bytes += second.Length + second.Untracked;
                gaps += gap;
                sentGaps += second.SentAt - first.SentAt;
                pairs++;
            }
        }

        bool isKnown = pairs >= LeastPairs && gaps >= LeastGaps;
        IsEcho = isKnown && sentGaps >= gaps;
        bitsPerSecond = isKnown ? bytes * 8_000_000.0 / gaps : 0;
        return isKnown;
    }
}
