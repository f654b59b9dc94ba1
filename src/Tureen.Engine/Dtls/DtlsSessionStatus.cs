namespace Tureen.Engine.Dtls;

/// <summary>What OpenSSL says of a session after an operation.</summary>
internal enum DtlsSessionStatus
{
    /// <summary>It waits for the peer.</summary>
    Ongoing,

    /// <summary>The peer said close_notify.</summary>
    Closed,

    /// <summary>It is broken and of no further use.</summary>
    Broken,
}
