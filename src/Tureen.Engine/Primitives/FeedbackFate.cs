namespace Tureen.Engine.Primitives;

/// <summary>What became of a peer's report about what arrived.</summary>
internal enum FeedbackFate : byte
{
    Used,

    /// <summary>It was sent and never came.</summary>
    Lost,

    /// <summary>It came after a later one.</summary>
    Reordered,

    /// <summary>It came too often, or was about packets that were not sent.</summary>
    Refused,
}
