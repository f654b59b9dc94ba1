namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>What a packet in the bottleneck is for.</summary>
internal enum PacketClass
{
    /// <summary>Of a flow that is not the server's.</summary>
    Cross,
    Audio,
    Video,

    /// <summary>A receiver requested it again.</summary>
    Retransmission,

    /// <summary>The probation stream, padding, and retransmissions that nobody requested.</summary>
    Probe,

    /// <summary>RTCP and all else.</summary>
    Other,
}
