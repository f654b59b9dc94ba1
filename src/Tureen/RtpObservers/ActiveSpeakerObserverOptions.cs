namespace Tureen;

/// <summary>How an active speaker observer is made (mediasoup ActiveSpeakerObserverOptions).</summary>
public sealed record ActiveSpeakerObserverOptions
{
    /// <summary>How often the observer decides who speaks; clamped to 100 ms to 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
