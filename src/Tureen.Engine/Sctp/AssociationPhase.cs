namespace Tureen.Engine.Sctp;

/// <summary>The state of an association as the RFC sees it (RFC 9260 §4).</summary>
internal enum AssociationPhase : byte
{
    /// <summary>Nothing is agreed; the peer may begin.</summary>
    Closed,
    CookieWait,
    CookieEchoed,
    Established,
    ShutdownPending,
    ShutdownSent,
    ShutdownReceived,
    ShutdownAckSent,

    /// <summary>Closed for good.</summary>
    Ended,
}
