namespace Tureen.Rooms.Logging;

/// <summary>Bounds of the log, so that no peer can fill a disk by it. Each level has its own, so that noise hides no error.</summary>
internal static class LogLimits
{
    /// <summary>Lines of one level at once.</summary>
    public const int Burst = 200;

    /// <summary>Lines of one level per second, on the whole.</summary>
    public const int LinesPerSecond = 10;
}
