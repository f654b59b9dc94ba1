using Tureen.Engine.Forwarding;

namespace Tureen.Engine.Transports;

/// <summary>mediasoup's "dtlsstatechange".</summary>
/// <param name="TargetId">The transport.</param>
/// <param name="State">The new state.</param>
/// <param name="RemoteCertificatePem">The peer's certificate, once connected.</param>
internal sealed record DtlsStateEvent(string TargetId, DtlsState State, string? RemoteCertificatePem) : EngineEvent(TargetId);
