namespace Tureen.Engine.Sctp;

/// <summary>The counters and the present amounts of an association.</summary>
internal readonly record struct SctpAssociationStats
{
    public SctpAssociationState State { get; init; }

    public AssociationPhase Phase { get; init; }

    public SctpCapabilities Capabilities { get; init; }

    public long PacketsSent { get; init; }

    public long PacketsReceived { get; init; }

    public long PacketsDropped { get; init; }

    public long MessagesSent { get; init; }

    public long MessagesReceived { get; init; }

    public long Retransmissions { get; init; }

    /// <summary>Messages not delivered because they were longer than allowed.</summary>
    public long TooLongMessages { get; init; }

    /// <summary>Bytes.</summary>
    public int CongestionWindow { get; init; }

    /// <summary>Bytes.</summary>
    public int FlightSize { get; init; }

    /// <summary>Bytes.</summary>
    public uint PeerWindow { get; init; }

    /// <summary>Bytes.</summary>
    public long BufferedAmount { get; init; }

    /// <summary>Bytes that wait for other fragments, for other messages or for the reader.</summary>
    public int HeldBytes { get; init; }

    /// <summary>Outgoing streams with kept state.</summary>
    public int OutboundStreamStates { get; init; }

    public TimeSpan SmoothedRoundTripTime { get; init; }

    public TimeSpan RetransmissionTimeout { get; init; }
}
