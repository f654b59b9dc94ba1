namespace Tureen.Rooms.Logging;

/// <summary>Decides which lines the log takes; see <see cref="LogLimits"/>.</summary>
internal sealed class LogBudget(TimeProvider time)
{
    private const int LevelCount = (int)LogLevel.None + 1;

    private readonly Level[] _levels = [.. Enumerable.Range(0, LevelCount).Select(_ => new Level(time.GetTimestamp()))];
    private readonly Lock _gate = new();

    /// <summary>Whether a line may be written, and how many of its level were left out since the last one.</summary>
    public bool TryTake(LogLevel logLevel, out long leftOut)
    {
        lock (_gate)
        {
            Level level = _levels[(int)logLevel];
            long now = time.GetTimestamp();
            double earned = time.GetElapsedTime(level.CountedAt, now).TotalSeconds * LogLimits.LinesPerSecond;
            level.CountedAt = now;
            level.Lines = Math.Min(level.Lines + earned, LogLimits.Burst);
            if (level.Lines < 1)
            {
                level.LeftOut++;
                leftOut = 0;
                return false;
            }

            level.Lines--;
            (leftOut, level.LeftOut) = (level.LeftOut, 0);
            return true;
        }
    }

    private sealed class Level(long now)
    {
        public double Lines { get; set; } = LogLimits.Burst;

        public long CountedAt { get; set; } = now;

        public long LeftOut { get; set; }
    }
}
