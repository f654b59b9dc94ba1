namespace Tureen.Engine.Sctp.Send;

/// <summary>The state of a fragment that has a TSN.</summary>
internal enum OutstandingState : byte
{
    /// <summary>Sent, and neither acknowledged nor considered lost.</summary>
    InFlight,

    /// <summary>Considered lost, to be sent again.</summary>
    Lost,

    /// <summary>Acknowledged by a gap block, which the peer may still take back (RFC 9260 §6.2.1).</summary>
    Acked,

    /// <summary>Given up with its message (RFC 3758 §3.5).</summary>
    Abandoned,
}
