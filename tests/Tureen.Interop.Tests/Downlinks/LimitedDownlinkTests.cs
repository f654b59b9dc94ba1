using System.Globalization;
using Tureen.Interop.Tests.Downlinks.Relays;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Downlinks;

/// <summary>B1 to B5: a browser's downlink is limited for 20 s. The short form has wide bounds, for all tests share a few cores.</summary>
[Trait(LongFloor.Trait, LongFloor.Value)]
public sealed class LimitedDownlinkTests(ITestOutputHelper output)
{
    private const string Vp8 = "video/VP8";
    private const string Vp9 = "video/VP9";

    /// <summary>Viewer, codec, scalability mode, bits per second, milliseconds of queue, round.</summary>
    public static TheoryData<string, string, string, int, int, int> Runs()
    {
        TheoryData<string, string, string, int, int, int> runs = [];
        int rounds = LongFloor.Number("TUREEN_DOWNLINK_ROUNDS", 0, 5);
        if (rounds == 0)
        {
            runs.Add("chromium", Vp8, "L1T1", 500_000, 300, 1);
            return runs;
        }

        for (int round = 1; round <= rounds; round++)
        {
            runs.Add("chromium", Vp8, "L1T1", 500_000, 300, round);
            runs.Add("chromium", Vp8, "L1T3", 500_000, 300, round);
            runs.Add("firefox", Vp8, "L1T1", 500_000, 300, round);
            runs.Add("chromium", Vp9, "L3T3_KEY", 500_000, 300, round);
        }

        if (!LongFloor.IsOn)
        {
            return runs;
        }

        runs.Add("chromium", Vp8, "L1T1", 400_000, 300, 1);
        runs.Add("chromium", Vp8, "L1T1", 700_000, 300, 1);
        runs.Add("chromium", Vp8, "L1T1", 500_000, 100, 1);
        runs.Add("chromium", Vp8, "L1T1", 500_000, 500, 1);
        runs.Add("chromium", Vp8, "L1T3", 400_000, 300, 1);
        runs.Add("chromium", Vp8, "L1T3", 700_000, 300, 1);
        return runs;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public async Task A_lower_layer_comes_at_once_and_the_top_layer_comes_back(
        string viewer, string codec, string scalabilityMode, int rate, int queue, int round)
    {
        // 1. A limit comes to a call at its top layer, and goes.
        var free = new LinkConditions();
        LinkConditions limit = free with { Rate = rate, MaxQueue = TimeSpan.FromMilliseconds(queue) };
        var options = new DownlinkOptions { Viewer = viewer, Codec = codec, ScalabilityMode = scalabilityMode, Free = free };
        options = codec == Vp8 ? options : options with { Ladder = [1_000_000] };
        await using DownlinkCall call = await DownlinkCall.StartAsync(options);
        LimitResult result = await LimitRun.RunAsync(call, limit, free);

        // 2. What was measured.
        string line = string.Create(
            CultureInfo.InvariantCulture, $"{viewer} {codec} {scalabilityMode} {rate / 1000} kbit/s, queue {queue} ms, round {round}: {result}");
        output.WriteLine(line);
        if (LongFloor.ResultFile("downlinks.txt") is { } file)
        {
            await File.AppendAllTextAsync(file, line + "\n", TestContext.Current.CancellationToken);
        }

        // 3. The goals.
        LimitGoals goals = LongFloor.IsOn ? LimitGoals.Strict : LimitGoals.Wide;
        string? missed = goals.FindMissed(result, scalabilityMode);
        Assert.True(missed is null, $"{missed}: {line}\n{call.Describe()}");
    }
}
