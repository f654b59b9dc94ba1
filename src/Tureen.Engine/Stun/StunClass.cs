namespace Tureen.Engine.Stun;

/// <summary>The class bits C1 and C0 of a message type (RFC 8489 §5).</summary>
internal enum StunClass : byte
{
    Request,
    Indication,
    SuccessResponse,
    ErrorResponse,
}
