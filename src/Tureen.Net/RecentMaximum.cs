using Tureen.Engine.Primitives;

namespace Tureen.Net;

/// <summary>
/// The greatest value of the present span of time and the one before it, so that several readers can ask at their own pace. Written by one
/// thread.
/// </summary>
internal struct RecentMaximum
{
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);

    private Timestamp _spanEnds;
    private long _present;
    private long _before;

    public readonly long Value => Math.Max(_present, _before);

    public void Update(Timestamp now, long value)
    {
        if (now >= _spanEnds)
        {
            _before = now - _spanEnds < Span ? _present : 0;
            _present = 0;
            _spanEnds = now + Span;
        }

        _present = Math.Max(_present, value);
    }
}
