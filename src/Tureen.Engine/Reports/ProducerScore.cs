using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The transmission quality of one RTP stream of a producer (mediasoup ProducerScore).</summary>
/// <param name="EncodingIdx">Index of the encoding in the producer's RTP parameters.</param>
/// <param name="Ssrc">SSRC of the stream.</param>
/// <param name="Rid">RID of the stream, when it has one.</param>
/// <param name="Score">0 (nothing arrives) to 10 (perfect).</param>
public sealed record ProducerScore(
    [property: JsonPropertyName("encodingIdx")] int EncodingIdx,
    [property: JsonPropertyName("ssrc")] uint Ssrc,
    [property: JsonPropertyName("rid"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Rid,
    [property: JsonPropertyName("score")] int Score);
