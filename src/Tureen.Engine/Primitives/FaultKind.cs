namespace Tureen.Engine.Primitives;

/// <summary>What a worker was doing when something threw that must not end it.</summary>
internal enum FaultKind
{
    /// <summary>A datagram was handled.</summary>
    Datagram,

    /// <summary>A deadline was run.</summary>
    Deadline,

    /// <summary>A TCP connection had ended.</summary>
    TupleClosed,

    /// <summary>A packet or message was offered to one consumer.</summary>
    Consumer,

    /// <summary>A transport, router or server was closed.</summary>
    Close,

    /// <summary>An event was handed to the application.</summary>
    Event,

    /// <summary>A socket was read, or a connection accepted.</summary>
    Receive,

    /// <summary>Packets were handed to a socket.</summary>
    Send,
}
