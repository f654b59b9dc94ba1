using System.Text.Json.Serialization;

namespace Tureen.Rooms.Signaling;

/// <summary>JSON of the statistics.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(IReadOnlyList<WebRtcTransportStats>))]
[JsonSerializable(typeof(IReadOnlyList<InboundRtpStats>))]
[JsonSerializable(typeof(IReadOnlyList<RtpStats>))]
internal sealed partial class StatsJson : JsonSerializerContext;
