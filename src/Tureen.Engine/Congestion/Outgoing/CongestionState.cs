namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>What is known about the path to a peer.</summary>
internal enum CongestionState : byte
{
    /// <summary>What is sent passes.</summary>
    Clear,

    /// <summary>A queue stands or packets are lost, and less is sent until that is over.</summary>
    Congested,

    /// <summary>The peer reports nothing.</summary>
    Blind,
}
