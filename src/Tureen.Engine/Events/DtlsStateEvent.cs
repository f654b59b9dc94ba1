namespace Tureen.Engine.Events;

/// <summary>mediasoup's "dtlsstatechange".</summary>
/// <param name="TargetId">The transport.</param>
/// <param name="State">The new state.</param>
/// <param name="RemoteCertificatePem">The peer's certificate, once connected.</param>
/// <param name="HandshakeTime">How long it took to get connected or to fail, from the first flight on.</param>
internal sealed record DtlsStateEvent(
    string TargetId, DtlsState State, string? RemoteCertificatePem, TimeSpan? HandshakeTime = null) : EngineEvent(TargetId)
{
    /// <inheritdoc/>
    public override EngineLogEvent? Describe(EngineLog log) =>
        State == DtlsState.Failed
            ? log.WarnLine(WorkerLogTag.Dtls, $"DTLS failed [transportId:{TargetId}]")
            : log.DebugLine(WorkerLogTag.Dtls, $"DTLS {State} [transportId:{TargetId}]");
}
