using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What the reports show about the path: delays, rates and bursts. It measures and decides nothing.</summary>
internal sealed class PathMeasures
{
    /// <summary>Microseconds. Arrival times that jump so far against send times come from a clock that was set.</summary>
    private const long ClockJump = 3_000_000;

    /// <summary>Microseconds. Arrivals that go back so far, three groups in a row, do so, too.</summary>
    private const long ClockStepBack = 100_000;

    private const int MaxStepsBack = 3;

    /// <summary>Packets after the first of a burst that shows a rate although times are coarse.</summary>
    private const int LeastCoarseTrain = 3;

    private readonly ByteSlices _sent = new();
    private readonly ByteSlices _untracked = new();
    private readonly RecentMaximum _untrackedRates = new(slots: 10);
    private readonly ByteSlices _delivered = new();
    private readonly ByteSlices _unknown = new();
    private readonly SentGroups _groups;
    private GroupDelay _last;
    private bool _hasGroup;
    private int _stepsBack;
    private long _newestArrival;
    private long _longestWait;

    public PathMeasures() => _groups = new SentGroups(Trains);

    public BaseDelay Base { get; } = new();

    public StandingQueue Queue { get; } = new();

    public PacketTrains Trains { get; } = new();

    public DelayFloor Floor { get; } = new();

    public BottleneckRate Bottleneck { get; } = new();

    /// <summary>Arrival times are no finer than a millisecond, so that a burst of few packets says nothing about its rate.</summary>
    public void HandleCoarseTimes() => _groups.LeastTrain = LeastCoarseTrain;

    /// <summary>The newest arrival, in microseconds on the peer's clock.</summary>
    public long NewestArrival => _newestArrival;

    public void HandleSent(Timestamp now, int bytes) => _sent.Add(now, bytes);

    public void HandleUntracked(Timestamp now, int bytes) => _untracked.Add(now, bytes);

    /// <summary>Reports were lost: the time between the arrivals around them says nothing about the rate.</summary>
    public void HandleLostReports(long firstArrival)
    {
        long gap = firstArrival - _newestArrival;
        if (_newestArrival > 0 && gap is > 0 and < ClockJump)
        {
            _unknown.Add(new Timestamp(firstArrival), gap);
        }
    }

    /// <summary>Takes a packet that arrived; true when the peer's clock was set and what was known about delay is forgotten.</summary>
    public bool HandleArrival(Timestamp now, in PacketFate fate)
    {
        if (!fate.IsSounding)
        {
            _delivered.Add(new Timestamp(fate.ArrivedAt), fate.Length);
        }

        _newestArrival = Math.Max(_newestArrival, fate.ArrivedAt);
        if (!fate.IsComparable)
        {
            return false;
        }

        Bottleneck.Add(fate);
        _longestWait = Math.Max(_longestWait, fate.Delay - Base.Value);
        return _groups.Add(fate) && HandleGroup(now, new GroupDelay(fate.ArrivedAt, fate.Delay, fate.Length));
    }

    /// <summary>Bits per second that arrived in the window before the newest arrival, with what has no number.</summary>
    public double Delivered(Timestamp now, TimeSpan window)
    {
        var at = new Timestamp(_newestArrival);
        return _delivered.GetRate(at, window, _unknown.Sum(at, window)) + _untracked.GetRate(now, window);
    }

    /// <summary>Bytes that left since then, as far back as windows reach.</summary>
    public long SentSince(Timestamp now, Timestamp since)
    {
        TimeSpan window = now - since < ByteSlices.MaxWindow ? now - since : ByteSlices.MaxWindow;
        return _sent.Sum(now, window) + _untracked.Sum(now, window);
    }

    /// <summary>Bits per second that left in the window.</summary>
    public double Sent(Timestamp now, TimeSpan window) => _sent.GetRate(now, window) + _untracked.GetRate(now, window);

    /// <summary>The largest rate of a second of what has no number, in the last ten, in bits per second.</summary>
    public double GetUntrackedPeak(Timestamp now)
    {
        _untrackedRates.Add(now, _untracked.GetRate(now, TimeSpan.FromSeconds(1)));
        return _untrackedRates.Value;
    }

    /// <summary>The longest wait of a packet since the last call, in milliseconds.</summary>
    public double TakeLongestWait()
    {
        double longest = _longestWait / 1000.0;
        _longestWait = 0;
        return longest;
    }

    /// <summary>Forgets what was known about delay: the path or a clock is another one.</summary>
    public void ClearDelays()
    {
        Base.Clear();
        ClearQueue();
        Trains.Clear();
        Floor.Clear();
        _hasGroup = false;
    }

    /// <summary>The path became longer for good: what looks like a queue is the path.</summary>
    public void ShiftBase(double milliseconds)
    {
        Base.Shift((long)(milliseconds * 1000));
        ClearQueue();
    }

    private void ClearQueue()
    {
        Queue.Clear();
        Bottleneck.Clear();
        _groups.Clear();
        _stepsBack = 0;
    }

    private bool HandleGroup(Timestamp now, in GroupDelay group)
    {
        bool isReset = false;
        if (_hasGroup)
        {
            _stepsBack = _last.ArrivedAt - group.ArrivedAt > ClockStepBack ? _stepsBack + 1 : 0;
            isReset = Math.Abs(group.Delay - _last.Delay) > ClockJump || _stepsBack >= MaxStepsBack;
            if (isReset)
            {
                ClearDelays();
                _delivered.Clear();
                _newestArrival = group.ArrivedAt;
            }
        }

        // The group before a step back stays the one to compare with.
        if (_stepsBack == 0)
        {
            _last = group;
        }

        _hasGroup = true;
        Base.Add(now, group.Delay);
        Queue.Add(group, Base.Value);
        Floor.Add(group);
        return isReset;
    }
}
