using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Receivers;

/// <summary>
/// Finds gaps between decodable frames that a viewer sees: longer than three times the mean of the last gaps, and than that mean
/// with 150 ms added (the rule of WebRTC's statistics).
/// </summary>
internal sealed class FreezeWatch
{
    private const int Remembered = 30;
    private const int MinGaps = 5;
    private static readonly TimeSpan FirstLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(150);

    private readonly Queue<TimeSpan> _gaps = new();
    private Timestamp _lastFrame = Timestamp.Never;

    /// <summary>When each freeze began and how long it took.</summary>
    public List<(Timestamp At, TimeSpan Duration)> Freezes { get; } = [];

    /// <summary>When the last frame came; never before the first.</summary>
    public Timestamp LastFrame => _lastFrame;

    public int Frames { get; private set; }

    public void HandleFrame(Timestamp now)
    {
        if (!_lastFrame.IsNever)
        {
            CheckGap(now);
            _gaps.Enqueue(now - _lastFrame);
            if (_gaps.Count > Remembered)
            {
                _gaps.Dequeue();
            }
        }

        Frames++;
        _lastFrame = now;
    }

    /// <summary>The end of the run ends the last gap; a video that never showed a picture was frozen all the time.</summary>
    public void Finish(Timestamp start, Timestamp now)
    {
        _lastFrame = _lastFrame.IsNever ? start : _lastFrame;
        CheckGap(now);
    }

    private void CheckGap(Timestamp now)
    {
        TimeSpan gap = now - _lastFrame;
        if (_gaps.Count < MinGaps)
        {
            // A picture that hardly began has no mean yet.
            AddIfLonger(gap, FirstLimit);
            return;
        }

        var mean = TimeSpan.FromTicks((long)_gaps.Average(static each => each.Ticks));
        AddIfLonger(gap, 3 * mean > mean + Margin ? 3 * mean : mean + Margin);
    }

    private void AddIfLonger(TimeSpan gap, TimeSpan limit)
    {
        if (gap > limit)
        {
            Freezes.Add((_lastFrame, gap));
        }
    }
}
