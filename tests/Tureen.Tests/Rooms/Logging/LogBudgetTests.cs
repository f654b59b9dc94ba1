using Microsoft.Extensions.Logging;
using Tureen.Rooms.Logging;

namespace Tureen.Tests.Rooms.Logging;

public sealed class LogBudgetTests
{
    private readonly SteppedTime _time = new();

    [Fact]
    public void A_burst_passes_and_then_the_steady_rate()
    {
        var budget = new LogBudget(_time);
        Assert.Equal(LogLimits.Burst, Take(budget, LogLevel.Debug, LogLimits.Burst + 50));

        _time.Now += TimeSpan.FromSeconds(3);
        Assert.True(budget.TryTake(LogLevel.Debug, out long leftOut));
        Assert.Equal(50, leftOut);
        Assert.Equal((3 * LogLimits.LinesPerSecond) - 1, Take(budget, LogLevel.Debug, 1000));

        _time.Now += TimeSpan.FromHours(1);
        Assert.Equal(LogLimits.Burst, Take(budget, LogLevel.Debug, 1000));
    }

    [Fact]
    public void Noise_of_one_level_takes_nothing_from_another()
    {
        var budget = new LogBudget(_time);
        Take(budget, LogLevel.Debug, 1000);
        Assert.Equal(LogLimits.Burst, Take(budget, LogLevel.Error, 1000));
    }

    [Fact]
    public void A_logger_reports_how_many_lines_it_left_out()
    {
        var lines = new RecordingLoggerProvider();
        using var factory = new PacedLoggerFactory(lines, _time);
        for (int i = 0; i < LogLimits.Burst + 7; i++)
        {
            factory.CreateLogger("one").LogWarning("noise");
        }

        Assert.Equal(LogLimits.Burst, lines.Lines.Count);
        _time.Now += TimeSpan.FromSeconds(1);
        factory.CreateLogger("two").LogWarning("after");

        Assert.Equal(["7 lines of this level were left out", "after"], lines.Lines.Skip(LogLimits.Burst).Select(line => line.Text));
    }

    private static int Take(LogBudget budget, LogLevel level, int count) =>
        Enumerable.Range(0, count).Count(_ => budget.TryTake(level, out long _));

    private sealed class SteppedTime : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
