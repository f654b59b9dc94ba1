namespace Tureen.Engine.Congestion;

/// <summary>What the delay says about the path.</summary>
internal enum BandwidthUsage : byte
{
    Normal,

    /// <summary>Queues drain: less is sent than the path could carry.</summary>
    Underusing,

    /// <summary>Queues grow: more is sent than the path carries.</summary>
    Overusing,
}
