namespace Tureen.Engine.Sctp;

/// <summary>Our one request about streams that waits for its answer (RFC 6525 §5.1.1).</summary>
internal enum StreamRequestKind : byte
{
    None,
    ResetOutgoing,
    AddOutgoing,
}
