namespace Tureen.Engine.Events;

/// <summary>Events that report a state. The next event of the same object makes it stale, so a slow reader needs only the last.</summary>
internal enum ReportKind
{
    /// <summary>Not such an event: none of its kind may be lost.</summary>
    None,

    Score,

    Layers,

    LayersWanted,

    /// <summary>Volumes and silence, which follow each other.</summary>
    AudioLevels,

    DominantSpeaker,

    VideoOrientation,

    SelectedTuple,

    SendBufferFull,
}
