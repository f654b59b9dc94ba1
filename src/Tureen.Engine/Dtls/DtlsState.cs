namespace Tureen.Engine.Dtls;

/// <summary>Where a DTLS transport stands; mediasoup's <c>DtlsState</c>.</summary>
internal enum DtlsState
{
    New,
    Connecting,
    Connected,
    Failed,
    Closed,
}
