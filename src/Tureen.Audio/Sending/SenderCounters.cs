namespace Tureen.Audio.Sending;

/// <summary>What a sender counts.</summary>
internal sealed class SenderCounters
{
    public long Packets { get; set; }

    public long Bytes { get; set; }

    /// <summary>Frames that were not sent because they are silent.</summary>
    public long SkippedFrames { get; set; }

    /// <summary>How often the application had nothing to say when a frame was due.</summary>
    public long Pauses { get; set; }

    /// <summary>Samples that were cleared before they were sent.</summary>
    public long ClearedSamples { get; set; }

    /// <summary>Frames that were given up because the sender was held up.</summary>
    public long MissedFrames { get; set; }
}
