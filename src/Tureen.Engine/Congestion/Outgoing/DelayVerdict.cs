using Tureen.Engine.Primitives;

namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>Decides whether a queue stands and does not drain. The burst of a key frame jumps once and then falls.</summary>
internal sealed class DelayVerdict
{
    private const int Capacity = 64;

    /// <summary>Milliseconds. A queue beyond it needs no second look.</summary>
    private const double Certain = 120;

    /// <summary>The same over a connection, which stands still for a moment when it repeats a lost packet.</summary>
    private const double CertainOfStream = 300;

    /// <summary>Milliseconds that a probe's own packets may have caused.</summary>
    private const double ProbeQueue = 60;

    private const double PreviousShare = 0.7;
    private const double DrainingShare = 0.85;
    private static readonly TimeSpan DrainingWindow = TimeSpan.FromMilliseconds(400);

    private readonly RecentEntries<(Timestamp At, double Queue)> _recent = new(Capacity);

    /// <summary>Takes the queue that a report shows, in milliseconds, and decides.</summary>
    /// <param name="now">The time.</param>
    /// <param name="queue">What stands of our own, in milliseconds.</param>
    /// <param name="threshold">What counts as a queue.</param>
    /// <param name="isProbing">Whether a probe is out.</param>
    /// <param name="isStream">Whether packets go over a connection.</param>
    public bool Decide(Timestamp now, double queue, double threshold, bool isProbing, bool isStream = false)
    {
        double largest = queue;
        double previous = _recent.Count == 0 ? 0 : _recent[1].Queue;
        for (int back = 1; back <= _recent.Count; back++)
        {
            (Timestamp at, double before) = _recent[back];
            if (now - at > DrainingWindow)
            {
                break;
            }

            largest = Math.Max(largest, before);
        }

        _recent.Add((now, queue));
        bool stands = queue > threshold && previous > PreviousShare * threshold && queue >= DrainingShare * largest;
        return queue > (isStream ? CertainOfStream : Certain) || (stands && !(isProbing && queue < ProbeQueue));
    }

    public void Clear() => _recent.Clear();
}
