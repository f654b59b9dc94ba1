using Tureen;
using Tureen.Ortc;

namespace TureenApp;

/// <summary>What mediasoup-client makes a transport of.</summary>
internal sealed record TransportAnswer(string Id, IceParameters IceParameters, IReadOnlyList<IceCandidate> IceCandidates, DtlsParameters DtlsParameters);

/// <summary>What <c>transport.on('produce')</c> gives.</summary>
internal sealed record ProduceRequest(MediaKind Kind, RtpParameters RtpParameters);

internal sealed record ProduceAnswer(string Id);

/// <summary>Which producer, and <c>device.recvRtpCapabilities</c>.</summary>
internal sealed record ConsumeRequest(string ProducerId, RtpCapabilities RtpCapabilities);

/// <summary>What <c>transport.consume()</c> takes.</summary>
internal sealed record ConsumeAnswer(string Id, string ProducerId, MediaKind Kind, RtpParameters RtpParameters);
