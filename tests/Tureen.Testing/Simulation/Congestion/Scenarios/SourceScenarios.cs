using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;
using static Tureen.Testing.Simulation.Congestion.Scenarios.CongestionGoal;
using static Tureen.Testing.Simulation.Congestion.Scenarios.ScenarioParts;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>Sources that change, and several of them: C29, C31 to C33, C36, C38.</summary>
internal static class SourceScenarios
{
    private static readonly VideoSourceOptions MovingScreen = VideoSourceOptions.Screen with
    {
        // 2.5 Mbit/s for 2 s of every 10 after a minute without any movement.
        Activity = static time => time.TotalSeconds > 60 && time.TotalSeconds % 10 < 2 ? 31.25 : 1,
    };

    public static IEnumerable<CongestionScenario> All =>
    [
        new()
        {
            Name = "C29",
            Title = "key frames of ten times the mean every 10 s, 700 kbit/s",
            Call = Link(Constant(700_000)) with
            {
                Sources =
                [
                    VideoSourceOptions.Camera with { KeyFrameFactor = 10, KeyFrameInterval = TimeSpan.FromSeconds(10) },
                    new AudioSourceOptions(),
                ],
            },

            // Each of the five key frames takes a quarter of a second to pass.
            Goals = [Switches(0), QueueHigh(0.25), AudioQueueHigh(0.2), Frozen(1.6)],
        },
        new()
        {
            Name = "C31",
            Title = "a still screen for 60 s, then bursts of 2.5 Mbit/s, 3 Mbit/s",
            Call = Link(Constant(3_000_000)) with { Sources = [MovingScreen, new AudioSourceOptions()] },
            Measure = Measure(duration: 95, from: 5),
            Goals = [EstimateDrop(0.001), LongestPause(0), VideoLoss(0)],
            Others = "PulseBeam on str0m: estimate falls from 2.15 Mbit/s to 133 kbit/s",
        },
        new()
        {
            Name = "C32",
            Title = "only the lowest layers are wanted for 60 s, then all, 3 Mbit/s",
            Call = Link(Constant(3_000_000)) with { Receivers = [new ReceiverOptions { PreferredLayers = new ConsumerLayers(0, 2) }] },
            Measure = Measure(duration: 70, lift: 60),
            Events = [(60, static call => call.Consumers[0].Core.SetPreferredLayers(call.World.Now, new ConsumerLayers(2, 2), call.Server.Sink))],
            Goals =
            [
                AtMost("probes from 5 to 60 s", 0, static measures => measures.ProbesIn(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60))),
                Back(0.7),
            ],
        },
        Meeting,
        new()
        {
            Name = "C36",
            Title = "10 % loss on the publisher's uplink, 3 Mbit/s for the receiver",
            Call = Link(Constant(3_000_000)) with { Uplink = new LinkConditions { Delay = TimeSpan.FromMilliseconds(5), Loss = 0.1 } },
            Goals = [EstimateDrop(0.01), Switches(0)],
            Others = "mediasoup #962: one publisher's loss lowers the estimate of all its receivers",
        },
        new()
        {
            Name = "C38",
            Title = "the publisher stops its highest encoding and resumes it, ten times, 3 Mbit/s",
            Call = Link(Constant(3_000_000)),
            Events =
            [
                .. Enumerable.Range(0, 10).SelectMany(static i => new (double, Action<CongestedCall>)[]
                {
                    (11 + (i * 4), static call => SetTop(call, isActive: false)),
                    (13 + (i * 4), static call => SetTop(call, isActive: true)),
                }),
            ],
            Goals = [EstimateDrop(0.01), AtMost("top after resuming s", 1.2, SlowestReturn)],
            Others = "mediasoup #1821",
        },
    ];

    private static CongestionScenario Meeting => new()
    {
        Name = "C33",
        Title = "five cameras of priorities 50 to 1, 1.5 Mbit/s, 600 kbit/s from 20 to 40 s",
        Call = Link(Steps((0, 1_500_000), (20, 600_000), (40, 1_500_000))) with
        {
            Sources = [.. Enumerable.Repeat(VideoSourceOptions.Camera, 5), new AudioSourceOptions()],
            Uplink = new LinkConditions { Delay = TimeSpan.FromMilliseconds(5), RateLimit = 100_000_000 },
        },
        Events = [(0.001, Prioritise)],
        Measure = Measure(from: 5, limit: 20, lift: 40),
        Goals =
        [
            AudioLoss(0.003),
            QueueHigh(0.2),
            AtMost("out of order s", 0, static measures => measures.OutOfOrder([.. Enumerable.Range(0, 5)], TimeSpan.FromSeconds(3))),
            AtMost("key frame requests to one stream within 300 ms", 0, static measures => measures.Call.Sources.OfType<VideoSource>().Sum(CountHasty)),
        ],
    };

    private static void Prioritise(CongestedCall call)
    {
        for (int i = 0; i < 5; i++)
        {
            call.Consumers[i].Core.SetPriority(call.World.Now, Math.Max(1, 50 - (i * 12)), call.Server.Sink);
        }
    }

    private static double CountHasty(VideoSource source) => source.Requests
        .GroupBy(static request => request.Stream)
        .Sum(static stream => stream.Zip(stream.Skip(1))
            .Count(static pair => pair.Second.At - pair.First.At < TimeSpan.FromMilliseconds(300)));

    private static void SetTop(CongestedCall call, bool isActive) => ((VideoSource)call.Sources[0]).SetActive(call.World.Now, 2, isActive);

    private static double SlowestReturn(CongestionMeasures measures) => Enumerable.Range(0, 10).Max(i =>
    {
        var resumed = TimeSpan.FromSeconds(13 + (i * 4));
        return measures.Choices.FirstOf(StepLadder.Top(measures.Video), resumed) is TimeSpan at ? (at - resumed).TotalSeconds : double.PositiveInfinity;
    });
}
