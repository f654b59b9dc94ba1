namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How an <see cref="ActiveSpeakerObserverCore"/> is made.</summary>
internal sealed record ActiveSpeakerObserverCoreOptions
{
    public required string Id { get; init; }

    /// <summary>Clamped to 100 to 5000 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(300);
}
