using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>The two ends of a transport's path (mediasoup TransportTuple).</summary>
public sealed record TransportTupleInfo
{
    /// <summary>The announced local address if there is one, else the local IP address.</summary>
    [JsonPropertyName("localAddress")]
    public required string LocalAddress { get; init; }

    /// <summary>The same as <see cref="LocalAddress"/>; deprecated, for older programs.</summary>
    [JsonPropertyName("localIp")]
    public string LocalIp => LocalAddress;

    /// <summary>The local port, 1 to 65535.</summary>
    [JsonPropertyName("localPort")]
    public required int LocalPort { get; init; }

    /// <summary>The peer's IP address, once known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("remoteIp")]
    public string? RemoteIp { get; init; }

    /// <summary>The peer's port, once known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("remotePort")]
    public int? RemotePort { get; init; }

    /// <summary>The transport layer protocol.</summary>
    [JsonPropertyName("protocol")]
    public required TransportProtocol Protocol { get; init; }
}
