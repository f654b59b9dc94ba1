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

    /// <summary>The peer broke the protocol: it mixed chunk types that exclude each other, or sent data without content.</summary>
    ProtocolViolation,

    /// <summary>The peer's data leaves no room for the fragments that would complete it.</summary>
    OutOfResource,
}
