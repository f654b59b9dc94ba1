using System.Text;
using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A message that a data consumer of a DirectTransport received.</summary>
/// <param name="Data">Its bytes. An empty message has one, see <paramref name="Ppid"/>.</param>
/// <param name="Ppid">
/// SCTP payload protocol identifier: 51 for a string, 53 for bytes, 56 for an empty string, 57 for no bytes (RFC 8831, section 8).
/// </param>
public sealed record DataConsumerMessage(
    [property: JsonPropertyName("data")] ReadOnlyMemory<byte> Data,
    [property: JsonPropertyName("ppid")] uint Ppid)
{
    private const uint TextPpid = 51;
    private const uint EmptyTextPpid = 56;

    /// <summary>The message as a string; null when it is not one.</summary>
    [JsonPropertyName("text")]
    public string? Text => Ppid switch
    {
        TextPpid => Encoding.UTF8.GetString(Data.Span),
        EmptyTextPpid => string.Empty,
        _ => null,
    };
}
