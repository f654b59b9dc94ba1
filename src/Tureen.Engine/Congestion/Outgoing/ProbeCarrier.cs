namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>With which packets a probe is made, in order of preference.</summary>
internal enum ProbeCarrier : byte
{
    /// <summary>A stream of its own that mediasoup's clients receive and ignore.</summary>
    Probation,

    /// <summary>Recent packets again, on their RTX streams.</summary>
    Rtx,

    /// <summary>None works: what is available rises by evidence only.</summary>
    None,
}
