using Tureen.Engine.Forwarding.Observers;

namespace Tureen;

/// <summary>How an audio level observer is made (mediasoup AudioLevelObserverOptions).</summary>
public sealed record AudioLevelObserverOptions
{
    /// <summary>Producers in one report, the loudest; at least 1.</summary>
    public int MaxEntries { get; init; } = 1;

    /// <summary>A producer whose average is lower counts as silent; in dBov, from -127, silence, to 0, as loud as can be.</summary>
    public int Threshold { get; init; } = -80;

    /// <summary>How long each average is; clamped to 250 ms to 5 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }

    /// <summary>How much audio of a producer must have arrived in an interval for it to be reported; zero for a single packet.</summary>
    internal TimeSpan MinimumHeard { get; init; } = AudioLevelObserverCore.DefaultMinimumHeard;

    /// <summary>Reports silence after every interval without a volume, instead of once.</summary>
    internal bool RepeatsSilence { get; init; }
}
