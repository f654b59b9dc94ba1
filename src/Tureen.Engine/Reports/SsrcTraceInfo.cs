using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>A traced request for a key frame.</summary>
/// <param name="Ssrc">The SSRC of the stream whose key frame is requested.</param>
public sealed record SsrcTraceInfo(
    [property: JsonPropertyName("ssrc")] uint Ssrc) : TraceInfo;
