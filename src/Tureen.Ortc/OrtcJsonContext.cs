using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>Source-generated JSON metadata of all parameter types, for trimmed and ahead-of-time compiled programs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(MediaKind))]
[JsonSerializable(typeof(ProducerType))]
[JsonSerializable(typeof(ConsumerType))]
[JsonSerializable(typeof(RtpCapabilities))]
[JsonSerializable(typeof(List<RtpCodecCapability>))]
[JsonSerializable(typeof(RtpParameters))]
[JsonSerializable(typeof(List<RtpEncodingParameters>))]
[JsonSerializable(typeof(RtpMapping))]
[JsonSerializable(typeof(IceParameters))]
[JsonSerializable(typeof(List<IceCandidate>))]
[JsonSerializable(typeof(DtlsParameters))]
[JsonSerializable(typeof(SrtpParameters))]
[JsonSerializable(typeof(SctpParameters))]
[JsonSerializable(typeof(SctpCapabilities))]
[JsonSerializable(typeof(SctpStreamParameters))]
public sealed partial class OrtcJsonContext : JsonSerializerContext;
