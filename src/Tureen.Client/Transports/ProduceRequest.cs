using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server must know in order to make a Producer.</summary>
/// <param name="Kind">Audio or video.</param>
/// <param name="RtpParameters">What is sent.</param>
/// <param name="AppData">The application's own data of the Producer.</param>
public sealed record ProduceRequest(
    [property: JsonPropertyName("kind")] MediaKind Kind,
    [property: JsonPropertyName("rtpParameters")] RtpParameters RtpParameters,
    [property: JsonPropertyName("appData")] Dictionary<string, object?> AppData);
