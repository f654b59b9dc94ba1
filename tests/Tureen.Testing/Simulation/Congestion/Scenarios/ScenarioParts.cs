using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;

namespace Tureen.Testing.Simulation.Congestion.Scenarios;

/// <summary>What the rows of the scenarios are made of.</summary>
internal static class ScenarioParts
{
    public const string Mediasoup =
        "mediasoup 3.27.1 with Chromium at 500 kbit/s: adapts in 3.1–5.1 s, 29–44 % used, 647–1407 drops, back in 2.3–4.7 s";

    public const string LiveKit = "LiveKit: congested after 400 ms of groups, next probe after 3 s to 2 min";

    public const string Jitsi = "Jitsi: reallocates at a change of 15 %, else every 5 s";

    public const string PulseBeamSlide = "PulseBeam on str0m: ends 26 % off";

    public const string PulseBeamFeedback = "PulseBeam on str0m: estimate falls by 57 % with lost feedback";

    public static CapacityTrace Steps(params (double Seconds, double Rate)[] points) => CapacityTrace.Steps(points);

    public static CapacityTrace Constant(double rate) => CapacityTrace.Constant(rate);

    /// <summary>Delay and droptail of both ways; 20 ms and 300 ms unless said otherwise.</summary>
    public static CallOptions Link(CapacityTrace capacity, double queue = 0.3, double delay = 0.02, FeedbackOptions? feedback = null) => new()
    {
        Link = new BottleneckOptions { Capacity = capacity, Queue = DropTail(queue), Delay = TimeSpan.FromSeconds(delay) },
        Return = new BottleneckOptions { Delay = TimeSpan.FromSeconds(delay) },
        Receivers = [new ReceiverOptions { Feedback = feedback ?? new FeedbackOptions() }],
    };

    public static CallOptions With(this CallOptions call, Func<BottleneckOptions, BottleneckOptions> change) => call with { Link = change(call.Link) };

    public static Func<IQueueDiscipline> DropTail(double seconds) => () => new DropTailQueue(TimeSpan.FromSeconds(seconds));

    public static FeedbackOptions Feedback(double interval) => new() { Interval = TimeSpan.FromSeconds(interval) };

    public static MeasureOptions Measure(
        double duration = 60, double from = 10, double? to = null, double? limit = null, double? lift = null) => new()
        {
            Duration = TimeSpan.FromSeconds(duration),
            WindowStart = TimeSpan.FromSeconds(from),
            WindowEnd = Span(to),
            LimitAt = Span(limit),
            LiftAt = Span(lift),
        };

    private static TimeSpan? Span(double? seconds) => seconds is double value ? TimeSpan.FromSeconds(value) : null;
}
