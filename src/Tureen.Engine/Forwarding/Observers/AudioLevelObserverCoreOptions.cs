namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How an <see cref="AudioLevelObserverCore"/> is made.</summary>
internal sealed record AudioLevelObserverCoreOptions
{
    public required string Id { get; init; }

    /// <summary>Producers in one report, the loudest.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>dBov. Who is not as loud on the average counts as silent.</summary>
    public int Threshold { get; init; } = -80;

    /// <summary>Taken into 250 to 5000 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Audio that must have come of a producer in an interval for it to be reported; zero for a single packet.</summary>
    public TimeSpan MinimumHeard { get; init; } = AudioLevelObserverCore.DefaultMinimumHeard;

    /// <summary>Raises silence after every interval without a volume, instead of once, as mediasoup v2 does.</summary>
    public bool RepeatsSilence { get; init; }
}
