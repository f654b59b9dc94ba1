using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The data of a WebRtcTransport when it is made, read on the worker's thread.</summary>
internal sealed record WebRtcTransportData(
    WebRtcTransportCore Core,
    IceParameters IceParameters,
    List<IceCandidate> IceCandidates,
    DtlsParameters DtlsParameters)
{
    public static WebRtcTransportData Read(WebRtcTransportCore core) =>
        new(core, core.IceParameters, [.. core.IceCandidates], core.DtlsParameters);
}
