using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A traced request for a key frame.</summary>
/// <param name="Ssrc">Whose key frame is asked for.</param>
public sealed record SsrcTraceInfo(
    [property: JsonPropertyName("ssrc")] uint Ssrc) : TraceInfo;
