namespace Tureen.Engine.Sctp;

/// <summary>What moves an association from one phase to another (<see cref="AssociationTransitions"/>).</summary>
internal enum AssociationTrigger : byte
{
    /// <summary>The owner connects, and INIT was sent.</summary>
    Associate,

    /// <summary>INIT ACK came, and COOKIE ECHO was sent.</summary>
    InitAck,

    /// <summary>COOKIE ECHO came with a cookie that makes an association.</summary>
    CookieEcho,

    /// <summary>COOKIE ACK came.</summary>
    CookieAck,

    /// <summary>ERROR came: our cookie was too old for the peer.</summary>
    StaleCookie,

    /// <summary>The owner shuts down.</summary>
    ShutdownRequest,

    /// <summary>Everything that was to be sent is acknowledged.</summary>
    Drained,

    /// <summary>SHUTDOWN came.</summary>
    Shutdown,

    /// <summary>SHUTDOWN ACK came.</summary>
    ShutdownAck,

    /// <summary>SHUTDOWN COMPLETE came.</summary>
    ShutdownComplete,

    /// <summary>ABORT came or was sent, or the peer was given up.</summary>
    Abort,
}
