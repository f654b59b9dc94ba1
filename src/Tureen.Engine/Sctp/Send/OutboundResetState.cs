namespace Tureen.Engine.Sctp.Send;

/// <summary>How far the reset of an outgoing stream is (RFC 6525 §5.1.2).</summary>
internal enum OutboundResetState : byte
{
    None,

    /// <summary>What was queued before is being sent and acknowledged.</summary>
    Draining,

    /// <summary>The peer was asked.</summary>
    Requested,
}
