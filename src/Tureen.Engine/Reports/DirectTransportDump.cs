namespace Tureen;

/// <summary>The state of a DirectTransport (mediasoup DirectTransportDump).</summary>
public sealed record DirectTransportDump : TransportDump;
