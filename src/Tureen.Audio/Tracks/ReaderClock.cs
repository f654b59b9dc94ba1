namespace Tureen.Audio;

/// <summary>When the frames of a reader are due: one after the other, without drift, from the first read on.</summary>
internal sealed class ReaderClock(TimeProvider provider, TimeSpan frame)
{
    private static readonly TimeSpan TimerStep = TimeSpan.FromMilliseconds(1);

    private readonly long _origin = provider.GetTimestamp();
    private TimeSpan? _due;

    public TimeSpan Now => provider.GetElapsedTime(_origin);

    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        TimeSpan due = _due ?? Now + frame;
        if (Now - due > AudioLimits.MaxReadLag)
        {
            due = Now;
        }

        _due = due + frame;
        for (TimeSpan wait = due - Now; wait > TimeSpan.Zero; wait = due - Now)
        {
            // Timers count whole milliseconds; rounded down, the last one would be spent spinning.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait / TimerStep)), provider, cancellationToken).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}
