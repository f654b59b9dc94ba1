namespace Tureen.Engine.Stun;

/// <summary>The error codes that something follows from (RFC 8489 §14.8, RFC 8445 §16.1, RFC 8656 §19); others end a transaction, too.</summary>
internal enum StunErrorCode : ushort
{
    None = 0,
    TryAlternate = 300,
    BadRequest = 400,
    Unauthenticated = 401,
    UnknownAttribute = 420,
    AllocationMismatch = 437,
    StaleNonce = 438,
    RoleConflict = 487,
}
