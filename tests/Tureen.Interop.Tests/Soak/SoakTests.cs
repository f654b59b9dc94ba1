using System.Globalization;
using Tureen.Interop.Tests.Native;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Soak;

/// <summary>Calls with full ICE and DTLS come and go beside an honest call; nothing fails, and nothing of them stays.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    /// <summary>Kilobytes a minute by which resident memory may rise after the warm-up: 4 MiB in twenty minutes, or 1.3 kB a call.</summary>
    private const double MemoryTolerance = 205;

    /// <summary>The runtime keeps threads for a while; none may be lost for every call.</summary>
    private const int ThreadTolerance = 6;

    private const int DescriptorTolerance = 4;

    /// <summary>Caches, tiered compilation and the heap's budget have settled by then.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMinutes(10);

    private static readonly string[] ServerOptions = ["--workers", "1", "--rtc-min-port", "42000", "--rtc-max-port", "43999"];

    [Fact]
    [Trait(LongFloor.Trait, LongFloor.Value)]
    public async Task Calls_come_and_go_and_nothing_stays()
    {
        int calls = LongFloor.Number("TUREEN_SOAK_CALLS", 100, 5_000);
        var duration = TimeSpan.FromSeconds(LongFloor.Number("TUREEN_SOAK_SECONDS", 25, 1_800));
        var interval = TimeSpan.FromSeconds(LongFloor.IsOn ? 30 : 10);
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(ServerOptions);
        await using HonestCall honest = await HonestCall.StartAsync(server.Address, "honest");
        using StreamWriter? file = Open();
        await using var run = new SoakRun(server.Address, server.ProcessId)
        {
            Sampled = sample =>
            {
                output.WriteLine(sample.ToString());
                file?.WriteLine(sample.ToString());
                file?.Flush();
            },
        };

        CallReport report = await honest.MeasureAsync(() => run.RunAsync(calls, duration, interval));

        output.WriteLine($"honest call: {report}");
        file?.WriteLine($"# honest call: {report}");
        Assert.True(run.Failed == 0, $"{run.Failed} of {calls} calls failed.\n{string.Join('\n', run.Failures)}\n{server.Log}");
        Assert.Equal(0, report.Lost);
        AssertFlat(run.Samples, file);
    }

    private void AssertFlat(IReadOnlyList<SoakSample> samples, TextWriter? file)
    {
        // The first sample is before the first call; what the second one has beside it is kept on purpose.
        SoakSample reference = samples[Math.Min(1, samples.Count - 1)];
        SoakSample last = samples[^1];
        Assert.InRange(last.Process.Descriptors, 0, reference.Process.Descriptors + DescriptorTolerance);
        Assert.InRange(last.Process.Threads, 0, samples.Where(sample => sample.At < WarmUp).Max(static sample => sample.Process.Threads) + ThreadTolerance);

        SoakSample[] warm = [.. samples.Where(static sample => sample.At >= WarmUp)];
        if (warm.Length < 10)
        {
            return;
        }

        double rise = SoakTrend.PerMinute(warm, static sample => sample.Process.ResidentKilobytes);
        string text = string.Create(CultureInfo.InvariantCulture, $"resident memory rises by {rise:0} kB a minute after the warm-up (at most {MemoryTolerance})");
        output.WriteLine(text);
        file?.WriteLine("# " + text);
        Assert.True(rise <= MemoryTolerance, text);
    }

    private static StreamWriter? Open()
    {
        if (LongFloor.ResultFile("soak.csv") is not { } path)
        {
            return null;
        }

        var file = new StreamWriter(path);
        file.WriteLine(SoakSample.Header);
        return file;
    }
}
