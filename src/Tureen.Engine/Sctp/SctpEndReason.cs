namespace Tureen.Engine.Sctp;

/// <summary>Why an association failed or was closed.</summary>
internal enum SctpEndReason : byte
{
    None,

    /// <summary>The owner closed it at once, or both ends agreed to shut down.</summary>
    Closed,

    /// <summary>The peer sent an ABORT.</summary>
    PeerAborted,

    /// <summary>INIT or COOKIE ECHO stayed without an answer.</summary>
    HandshakeTimeout,

    /// <summary>The peer left too much unanswered in a row.</summary>
    PeerUnreachable,

    /// <summary>The peer's answer cannot be used.</summary>
    BadHandshake,

    /// <summary>The peer mixes what was agreed to be separate.</summary>
    ProtocolViolation,

    /// <summary>What the peer sent leaves no room for what would complete it.</summary>
    OutOfResource,
}
