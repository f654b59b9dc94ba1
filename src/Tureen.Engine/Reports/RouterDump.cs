using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The state of a router (mediasoup RouterDump).</summary>
public sealed record RouterDump
{
    /// <summary>The router's id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Ids of its transports.</summary>
    [JsonPropertyName("transportIds")]
    public required IReadOnlyList<string> TransportIds { get; init; }

    /// <summary>Ids of its RTP observers.</summary>
    [JsonPropertyName("rtpObserverIds")]
    public IReadOnlyList<string> RtpObserverIds { get; init; } = [];

    /// <summary>For each producer the ids of its consumers.</summary>
    [JsonPropertyName("mapProducerIdConsumerIds")]
    public required IReadOnlyList<DumpListEntry> MapProducerIdConsumerIds { get; init; }

    /// <summary>For each consumer the id of its producer.</summary>
    [JsonPropertyName("mapConsumerIdProducerId")]
    public required IReadOnlyList<DumpEntry<string, string>> MapConsumerIdProducerId { get; init; }

    /// <summary>For each producer the ids of its RTP observers.</summary>
    [JsonPropertyName("mapProducerIdObserverIds")]
    public IReadOnlyList<DumpListEntry> MapProducerIdObserverIds { get; init; } = [];

    /// <summary>For each data producer the ids of its data consumers.</summary>
    [JsonPropertyName("mapDataProducerIdDataConsumerIds")]
    public IReadOnlyList<DumpListEntry> MapDataProducerIdDataConsumerIds { get; init; } = [];

    /// <summary>For each data consumer the id of its data producer.</summary>
    [JsonPropertyName("mapDataConsumerIdDataProducerId")]
    public IReadOnlyList<DumpEntry<string, string>> MapDataConsumerIdDataProducerId { get; init; } = [];
}
