using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The transmission quality of a consumer (mediasoup ConsumerScore).</summary>
/// <param name="Score">0 to 10: of the consumer's own stream.</param>
/// <param name="ProducerScore">0 to 10: of the producer's stream that is being forwarded.</param>
/// <param name="ProducerScores">0 to 10: of all the producer's streams, in the order of its encodings.</param>
public sealed record ConsumerScore(
    [property: JsonPropertyName("score")] int Score,
    [property: JsonPropertyName("producerScore")] int ProducerScore,
    [property: JsonPropertyName("producerScores")] IReadOnlyList<int> ProducerScores)
{
    /// <inheritdoc />
    public bool Equals(ConsumerScore? other) =>
        other is not null && Score == other.Score && ProducerScore == other.ProducerScore
        && ProducerScores.SequenceEqual(other.ProducerScores);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Score, ProducerScore, ProducerScores.Count);
}
