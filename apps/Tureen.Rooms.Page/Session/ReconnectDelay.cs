namespace Tureen.Rooms.Page.Session;

/// <summary>
/// How long to wait before the next attempt to get back: longer each time, and different for each page, so that the pages of a server that
/// restarts do not all come back at once.
/// </summary>
/// <param name="random">The source of the difference.</param>
internal sealed class ReconnectDelay(Random random)
{
    /// <summary>The middle of the first wait. Waits spread from a third to five thirds of their middle.</summary>
    public static readonly TimeSpan First = TimeSpan.FromMilliseconds(900);

    /// <summary>The middle of the longest wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private const double Spread = 4.0 / 3;
    private const double Least = 1.0 / 3;

    private TimeSpan _middle = First;

    /// <summary>The next wait.</summary>
    public TimeSpan Next()
    {
        TimeSpan wait = _middle * (Least + (Spread * random.NextDouble()));
        _middle = _middle * 2 < Longest ? _middle * 2 : Longest;
        return wait;
    }

    /// <summary>An attempt succeeded.</summary>
    public void Reset() => _middle = First;
}
