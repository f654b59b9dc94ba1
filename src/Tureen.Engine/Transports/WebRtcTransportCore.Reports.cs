using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports;

internal sealed partial class WebRtcTransportCore
{
    /// <summary>The local role and fingerprints, a new copy.</summary>
    public DtlsParameters DtlsParameters =>
        new() { Role = DtlsRole, Fingerprints = [.. LocalFingerprints.Select(static fingerprint => fingerprint.Clone())] };

    public override TransportDump Dump() => WithBase(new WebRtcTransportDump
    {
        IceParameters = IceParameters,
        IceCandidates = [.. _candidates.Select(static candidate => candidate.Clone())],
        IceState = IceState,
        IceSelectedTuple = SelectedTuple,
        DtlsParameters = DtlsParameters,
        DtlsState = DtlsState,
        DtlsRemoteCert = DtlsState == DtlsState.Connected ? _dtls.RemoteCertificatePem : null,
    });

    public override TransportStats GetStats(Timestamp now) => WithBase(
        new WebRtcTransportStats
        {
            IceState = IceState,
            IceSelectedTuple = SelectedTuple,
            DtlsState = DtlsState,
        },
        now);
}
