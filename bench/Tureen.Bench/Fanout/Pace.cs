using Tureen.Engine.Primitives;

namespace Tureen.Bench.Fanout;

/// <summary>When the next packets leave: whole frames, or single packets evenly.</summary>
internal sealed class Pace(MediaShape shape)
{
    private TimeSpan _interval;

    public Timestamp Next { get; private set; } = Timestamp.Never;

    /// <summary>Packets that leave at each <see cref="Next"/>.</summary>
    public int Packets => shape.PacketsPerStep;

    /// <summary>Begins at an instant, so many times as fast as usual.</summary>
    public void Start(Timestamp at, double speed)
    {
        _interval = TimeSpan.FromSeconds(1.0 / (speed * shape.StepsPerSecond));
        Next = at;
    }

    public void Stop() => Next = Timestamp.Never;

    /// <summary>Moves to the next step; a missed schedule is not made up for.</summary>
    public void Advance(Timestamp now)
    {
        Next += _interval;
        if (Next <= now)
        {
            Next = now + _interval;
        }
    }
}
