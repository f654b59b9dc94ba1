namespace Tureen.Rooms.Logging;

/// <summary>A logger that leaves out the lines beyond the budget, and reports how many they were.</summary>
internal sealed class PacedLogger(ILogger inner, LogBudget budget) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel) || !budget.TryTake(logLevel, out long leftOut))
        {
            return;
        }

        if (leftOut > 0)
        {
            inner.Log(logLevel, "{Count} lines of this level were left out", leftOut);
        }

        inner.Log(logLevel, eventId, state, exception, formatter);
    }
}
