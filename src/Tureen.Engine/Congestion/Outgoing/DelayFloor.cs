namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>
/// The least delay on a path that is known to be slow. A packet needs its length over the path's rate, so when all packets of a moment come below the floor, the path
/// became faster.
/// </summary>
internal sealed class DelayFloor
{
    private const int Capacity = 64;
    private const int Newest = 4;

    /// <summary>Microseconds.</summary>
    private const long LeastFall = 5000;

    private const long Window = 3_000_000;

    private readonly GroupDelay[] _groups = new GroupDelay[Capacity];
    private int _count;

    public void Add(in GroupDelay group) => _groups[_count++ % Capacity] = group;

    public void Clear() => _count = 0;

    /// <summary>Whether the newest groups all came below everything before them.</summary>
    public bool HasFallen()
    {
        int kept = Math.Min(_count, Capacity);
        if (kept < 3 * Newest)
        {
            return false;
        }

        long highest = long.MinValue;
        long floor = long.MaxValue;
        long newest = _groups[(_count - 1) % Capacity].ArrivedAt;
        for (int back = 1; back <= kept; back++)
        {
            ref readonly GroupDelay group = ref _groups[(_count - back) % Capacity];
            if (back <= Newest)
            {
                highest = Math.Max(highest, group.Delay);
            }
            else if (newest - group.ArrivedAt <= Window)
            {
                floor = Math.Min(floor, group.Delay);
            }
        }

        return floor != long.MaxValue && highest < floor - LeastFall;
    }
}
