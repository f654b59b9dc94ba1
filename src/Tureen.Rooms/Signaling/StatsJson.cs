using System.Text.Json.Serialization;

namespace Tureen.Rooms.Signaling;

/// <summary>JSON of the statistics.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<WebRtcTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<InboundRtpStats>))]
[JsonSerializable(typeof(IReadOnlyList<RtpStats>))]
[JsonSerializable(typeof(IReadOnlyList<DataProducerStats>))]
[JsonSerializable(typeof(IReadOnlyList<DataConsumerStats>))]
internal sealed partial class StatsJson : JsonSerializerContext;
