using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Client;

/// <summary>The sample of a voice agent, as its readers start it, in a room with Chromium, whose microphone hears a tone.</summary>
public sealed partial class VoiceAgentTests(ITestOutputHelper output)
{
    private const double Tone = 440;

    /// <summary>What the agent of the sample speaks with.</summary>
    private const double AgentTone = 700;

    /// <summary>Milliseconds. The goal is 60; a machine that is busy with other tests needs more.</summary>
    private const double MaxLatency = 500;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Chromium_hears_its_tone_back_from_the_agent()
    {
        await using Call call = await Call.StartAsync();
        using ChildProcess agent = StartAgent(call, "--echo");
        await UntilAsync("the agent joins", agent, () => Task.FromResult(agent.Log.Contains("joined", StringComparison.Ordinal)));
        BrowserPage page = await JoinAsync(call);

        await UntilAsync("the tone comes back", agent, async () => await HearsAsync(page, Tone));

        // Long enough for a median that does not count the beginning.
        await UntilAsync("it goes on", agent, async () => (await page.ReportAsync()).Consumers.Any(static consumer => consumer.PacketsReceived > 400));
        agent.Terminate();
        Assert.Equal(0, await agent.WaitAsync(Limit));
        Match latency = LatencyLine().Match(agent.Log);
        output.WriteLine(latency.Value);
        output.WriteLine(agent.Log);
        Assert.True(latency.Success, agent.Log);
        Assert.InRange(double.Parse(latency.Groups["median"].Value, CultureInfo.InvariantCulture), -20, MaxLatency);
    }

    [Fact]
    public async Task Chromium_interrupts_an_agent_that_answers()
    {
        await using Call call = await Call.StartAsync();
        using ChildProcess agent = StartAgent(call);
        await UntilAsync("the agent joins", agent, () => Task.FromResult(agent.Log.Contains("joined", StringComparison.Ordinal)));
        BrowserPage page = await JoinAsync(call);
        await UntilAsync("the agent listens", agent, () => Task.FromResult(agent.Log.Contains("listening to", StringComparison.Ordinal)));

        // 1. The page speaks a while; when it is silent, the agent answers with a tone of its own.
        long before = await SentAsync(page);
        await UntilAsync("the page speaks", agent, async () => await SentAsync(page) > before + 50);
        await page.CallAsync("setTone", false);
        await UntilAsync("the agent answers", agent, async () => await HearsAsync(page, AgentTone));
        Assert.Contains("heard: ", agent.Log, StringComparison.Ordinal);

        // 2. The page speaks again before the end of the answer.
        await page.CallAsync("setTone", true);
        await UntilAsync("the agent is interrupted", agent, () => Task.FromResult(agent.Log.Contains("interrupted", StringComparison.Ordinal)));
        await UntilAsync("the agent is silent", agent, async () => !await HearsAsync(page, AgentTone));
        agent.Terminate();
        Assert.Equal(0, await agent.WaitAsync(Limit));
        output.WriteLine(agent.Log);
    }

    private static ChildProcess StartAgent(Call call, params string[] options) => ChildProcess.Start(
        "dotnet",
        [
            Path.Combine(RepositoryRoot.Path, "samples", "Tureen.Samples.VoiceAgent", "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Samples.VoiceAgent.dll"),
            $"http://{call.Server.Address}", Call.RoomId, .. options,
        ],
        networkNamespace: null);

    private static Task<BrowserPage> JoinAsync(Call call) =>
        call.JoinAsync("person", options: new JsonObject { ["video"] = false, ["tone"] = Tone });

    /// <summary>How many packets the page has sent; one each 20 ms.</summary>
    private static async Task<long> SentAsync(BrowserPage page) => (await page.ReportAsync()).Producers.Sum(static producer => producer.PacketsSent);

    /// <summary>Whether the loudest that the page hears is a tone.</summary>
    private static async Task<bool> HearsAsync(BrowserPage page, double tone)
    {
        PageReport report = await page.ReportAsync();
        string? agent = report.Consumers is [{ } first, ..] ? first.PeerId : null;
        JsonNode? heard = agent is null ? null : await page.CallAsync("loudestTone", agent);
        return heard is not null && heard["decibels"]!.GetValue<double>() > -60 && Math.Abs(heard["frequency"]!.GetValue<double>() - tone) < 15;
    }

    private static async Task UntilAsync(string what, ChildProcess agent, Func<Task<bool>> isDone)
    {
        DateTime end = DateTime.UtcNow + Limit;
        while (!await isDone())
        {
            Assert.True(DateTime.UtcNow < end, $"Waited {Limit} in vain: {what}.\n{agent.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    [GeneratedRegex(@"latency: median (?<median>[-0-9.]+) ms.*", RegexOptions.ExplicitCapture)]
    private static partial Regex LatencyLine();
}
