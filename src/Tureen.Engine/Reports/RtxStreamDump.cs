using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The state of the retransmissions of one RTP stream.</summary>
/// <param name="Params">What the stream is.</param>
public sealed record RtxStreamDump(
    [property: JsonPropertyName("params")] RtxStreamParametersDump Params);
