namespace Tureen.Engine.Sctp.Send;

/// <summary>How far the reset of an outgoing stream is (RFC 6525 §5.1.2).</summary>
internal enum OutboundResetState : byte
{
    None,

    /// <summary>Messages queued before the reset are being sent and acknowledged.</summary>
    Draining,

    /// <summary>The request was sent to the peer.</summary>
    Requested,
}
