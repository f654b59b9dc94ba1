using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <summary>A transport of the worker and what its peer must know of it.</summary>
internal sealed record WorkerTransport(
    WebRtcTransportCore Core, NetworkAddress Address, IceParameters Ice, CertificateFingerprint Fingerprint);
