namespace Tureen.Engine.Sctp.Send;

/// <summary>What became of a message to be sent.</summary>
internal enum SendOutcome : byte
{
    Queued,

    /// <summary>SCTP cannot carry a message of no bytes; RFC 8831 §6.6 sends one byte with a PPID that says so.</summary>
    Empty,

    TooLong,

    /// <summary>The send buffer of the association is full.</summary>
    BufferFull,

    /// <summary>The send queue of the stream is full.</summary>
    StreamQueueFull,

    /// <summary>The peer did not agree to so many streams.</summary>
    NoSuchStream,

    Closed,
}
