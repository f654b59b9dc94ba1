namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How an <see cref="AudioLevelObserverCore"/> is made.</summary>
internal sealed record AudioLevelObserverCoreOptions
{
    public required string Id { get; init; }

    /// <summary>How many producers one report lists, the loudest first.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>dBov. A producer that is less loud on average counts as silent.</summary>
    public int Threshold { get; init; } = -80;

    /// <summary>Clamped to 250 to 5000 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Audio that a producer must have sent in an interval to be reported; zero for a single packet.</summary>
    public TimeSpan MinimumHeard { get; init; } = AudioLevelObserverCore.DefaultMinimumHeard;

    /// <summary>Raises silence after every interval without a volume, instead of once, as mediasoup v2 does.</summary>
    public bool RepeatsSilence { get; init; }
}
