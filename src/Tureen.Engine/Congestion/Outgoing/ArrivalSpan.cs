namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Arrivals from the first to the last, and the rate between them.</summary>
internal struct ArrivalSpan
{
    private long _first = long.MaxValue;
    private long _last = long.MinValue;
    private long _bytes;
    private int _firstBytes;

    public ArrivalSpan()
    {
    }

    public int Count { get; private set; }

    /// <summary>Bits per second: the bytes after the first over the time that they took.</summary>
    /// <param name="lost">Bytes that count as if they had arrived.</param>
    public readonly double GetRate(long lost) =>
        Count < 2 ? 0 : (_bytes + lost - _firstBytes) * 8_000_000.0 / Math.Max(_last - _first, 1000);

    public void Add(in PacketFate fate)
    {
        int bytes = fate.Length + fate.Untracked;
        Count++;
        _bytes += bytes;
        if (fate.ArrivedAt < _first)
        {
            _first = fate.ArrivedAt;
            _firstBytes = bytes;
        }

        _last = Math.Max(_last, fate.ArrivedAt);
    }
}
