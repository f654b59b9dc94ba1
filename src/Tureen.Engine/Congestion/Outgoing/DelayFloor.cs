namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// The least delay on a path that is known to be slow, without the time that a packet's own length takes at that rate. When all packets of a moment
/// come below it, they did not take that time: the path became faster.
/// </summary>
internal sealed class DelayFloor
{
    private const int Capacity = 128;
    private const int Newest = 4;

    /// <summary>Microseconds.</summary>
    private const long LeastFall = 5000;

    /// <summary>Microseconds. What came later may be on the faster path already.</summary>
    private const long LeastAge = 500_000;

    private const long MostAge = 4_000_000;
    private const int LeastGroups = 8;

    private readonly RecentEntries<GroupDelay> _groups = new(Capacity);

    public void Add(in GroupDelay group) => _groups.Add(group);

    public void Clear() => _groups.Clear();

    /// <summary>Whether the newest groups all came below everything before them.</summary>
    /// <param name="rate">Bits per second that the path was measured to carry.</param>
    public bool HasFallen(double rate)
    {
        long highest = long.MinValue;
        long floor = long.MaxValue;
        int groups = 0;
        long newest = _groups.Count == 0 ? 0 : _groups[1].ArrivedAt;
        for (int back = 1; back <= _groups.Count; back++)
        {
            ref readonly GroupDelay group = ref _groups[back];
            if (back <= Newest)
            {
                highest = Math.Max(highest, GetWait(group, rate));
            }
            else if (newest - group.ArrivedAt is >= LeastAge and <= MostAge)
            {
                groups++;
                floor = Math.Min(floor, GetWait(group, rate));
            }
        }

        return groups >= LeastGroups && highest < floor - LeastFall;
    }

    private static long GetWait(in GroupDelay group, double rate) => group.Delay - (long)(group.Length * 8_000_000.0 / rate);
}
