namespace Tureen.Testing.Simulation.Congestion.Sources;

/// <summary>A camera or a screen.</summary>
internal sealed record VideoSourceOptions : SourceOptions
{
    /// <summary>Three encodings for a camera of usual size, each with all temporal layers.</summary>
    public static readonly VideoSourceOptions Camera = new();

    /// <summary>A camera with a narrower ladder and without temporal layers.</summary>
    public static readonly VideoSourceOptions PlainCamera = new() { Rates = [150_000, 350_000, 1_000_000], TemporalLayers = 1, FramesPerSecond = 20 };

    /// <summary>One encoding that is almost still.</summary>
    public static readonly VideoSourceOptions Screen = new() { Rates = [80_000], TemporalLayers = 1, FramesPerSecond = 15 };

    /// <summary>Bits per second of each encoding, or in a scalable stream of each spatial layer with those below.</summary>
    public IReadOnlyList<double> Rates { get; init; } = [150_000, 500_000, 1_500_000];

    /// <summary>One or three.</summary>
    public int TemporalLayers { get; init; } = 3;

    public double FramesPerSecond { get; init; } = 30;

    /// <summary>The layers are in one stream of VP9 (L3T3), not in several of VP8.</summary>
    public bool IsScalable { get; init; }

    /// <summary>The deviation of the logarithm of a frame's size.</summary>
    public double Deviation { get; init; } = 0.2;

    /// <summary>How many times as long as the mean a key frame is.</summary>
    public double KeyFrameFactor { get; init; } = 5;

    /// <summary>The encoder makes a key frame of its own accord this often; null for never.</summary>
    public TimeSpan? KeyFrameInterval { get; init; }

    /// <summary>Multiplies the rates at an instant since the start, for a picture that moves now and then.</summary>
    public Func<TimeSpan, double> Activity { get; init; } = static _ => 1;

    public override double FullRate => Rates[^1];

    public override double RateAt(TimeSpan time) => FullRate * Activity(time);

    /// <summary>Bits per second up to a temporal layer of an encoding, as libwebrtc splits them.</summary>
    public double RateOf(int spatial, int temporal) => Rates[spatial] * TemporalShare(temporal);

    private double TemporalShare(int temporal) => (TemporalLayers, temporal) switch
    {
        (1, _) => 1,
        (_, 0) => 0.4,
        (_, 1) => 0.6,
        _ => 1,
    };
}
