using BenchmarkDotNet.Loggers;

namespace Tureen.Bench.Micro;

/// <summary>Prints the results, warnings and errors, and leaves out the log of each run.</summary>
internal sealed class SummaryLogger : ILogger
{
    private bool _isSummary;

    public string Id => nameof(SummaryLogger);

    public int Priority => 0;

    public void Write(LogKind logKind, string text)
    {
        if (_isSummary || logKind is LogKind.Error or LogKind.Warning)
        {
            Console.Write(text);
        }
    }

    public void WriteLine() => Write(LogKind.Default, Environment.NewLine);

    public void WriteLine(LogKind logKind, string text)
    {
        _isSummary |= logKind == LogKind.Header && text.Contains("Summary", StringComparison.Ordinal);
        Write(logKind, text + Environment.NewLine);
    }

    public void Flush() => Console.Out.Flush();
}
