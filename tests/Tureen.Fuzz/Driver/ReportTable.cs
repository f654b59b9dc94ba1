namespace Tureen.Fuzz.Driver;

/// <summary>The reports as a table for people.</summary>
internal static class ReportTable
{
    private const int BytesPerKilobyte = 1024;

    public static void Write(IEnumerable<TargetReport> reports)
    {
        Console.WriteLine(
            $"{"target",-12}{"runs",12}{"packets",12}{"seconds",9}{"runs/s",9}{"edges",7}{"corpus",8}{"found",7}{"slow",6}{"worst ms",10}{"grown kB",10}");
        foreach (TargetReport report in reports)
        {
            double rate = report.Runs / Math.Max(report.Seconds, 0.001);
            Console.WriteLine(FormattableString.Invariant(
                $"{report.Target,-12}{report.Runs,12}{report.Given,12}{report.Seconds,9:F1}{rate,9:F0}{report.Edges,7}{report.Corpus,8}{report.Found,7}{report.Slow,6}{report.SlowestMilliseconds,10:F1}{report.Growth / BytesPerKilobyte,10}"));
        }
    }
}
