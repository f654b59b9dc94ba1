namespace Tureen.Engine.Stun;

/// <summary>The error codes of a binding transaction (RFC 8489 §14.8, RFC 8445 §16.1).</summary>
internal enum StunErrorCode : ushort
{
    None = 0,
    BadRequest = 400,
    Unauthenticated = 401,
    UnknownAttribute = 420,
    RoleConflict = 487,
}
