namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What follows from an input, for the transport to carry out.</summary>
[Flags]
internal enum CongestionEffects : byte
{
    None = 0,

    /// <summary>Layers should be chosen anew.</summary>
    Reallocate = 1,

    /// <summary>And what is available fell by evidence: nothing counts as proven.</summary>
    Cut = 2,

    /// <summary>Video must stop, or may go on after it stopped, because of missing reports.</summary>
    VideoPause = 4,

    /// <summary>Receivers lost so much that they need a key frame.</summary>
    NewPicture = 8,
}
