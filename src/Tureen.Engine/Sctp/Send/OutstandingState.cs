namespace Tureen.Engine.Sctp.Send;

/// <summary>What is known of a fragment that has a TSN.</summary>
internal enum OutstandingState : byte
{
    /// <summary>Sent, and neither acknowledged nor considered lost.</summary>
    InFlight,

    /// <summary>Taken for lost, to be sent again.</summary>
    Lost,

    /// <summary>Acknowledged by a gap block, which the peer may still take back (RFC 9260 §6.2.1).</summary>
    Acked,

    /// <summary>Given up with its message (RFC 3758 §3.5).</summary>
    Abandoned,
}
