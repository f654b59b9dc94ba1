using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>An address at which an endpoint can be reached (RFC 8445, section 5.3).</summary>
[JsonConverter(typeof(OrtcJsonConverter<IceCandidate>))]
public sealed class IceCandidate : IOrtcJson<IceCandidate>
{
    /// <summary>The foundation; equal for candidates of equal type, base and protocol.</summary>
    public required string Foundation { get; set; }

    /// <summary>The priority; higher is preferred.</summary>
    public required uint Priority { get; set; }

    /// <summary>The same as <see cref="Address"/>; deprecated, for older clients.</summary>
    public string? Ip { get; set; }

    /// <summary>An IPv4 address, an IPv6 address or a host name.</summary>
    public required string Address { get; set; }

    /// <summary>The transport layer protocol.</summary>
    public required TransportProtocol Protocol { get; set; }

    /// <summary>The port, 0 to 65535.</summary>
    public required int Port { get; set; }

    /// <summary>The type of the candidate.</summary>
    public IceCandidateType Type { get; set; }

    /// <summary>How a TCP candidate connects; absent with UDP.</summary>
    public IceCandidateTcpType? TcpType { get; set; }

    /// <inheritdoc/>
    public static IceCandidate FromJson(JsonElement json) => JsonFields.Read(json, "iceCandidate", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("foundation", Foundation);
        writer.WriteNumber("priority", Priority);
        writer.WriteOptional("ip", Ip);
        writer.WriteString("address", Address);
        writer.WriteString("protocol", Protocol.ToWireString());
        writer.WriteNumber("port", Port);
        writer.WriteString("type", Type.ToWireString());
        writer.WriteOptional("tcpType", TcpType?.ToWireString());
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public IceCandidate Clone() => (IceCandidate)MemberwiseClone();

    private static IceCandidate Read(JsonFields fields)
    {
        return new IceCandidate
        {
            Foundation = fields.RequiredString("foundation"),
            Priority = fields.RequiredUInt32("priority"),
            Ip = fields.OptionalString("ip"),
            Address = fields.OptionalString("address") ?? fields.RequiredString("ip"),
            Protocol = fields.RequiredEnum<TransportProtocol>("protocol"),
            Port = (int)fields.RequiredInteger("port", 0, 65535),
            Type = fields.RequiredEnum<IceCandidateType>("type"),
            TcpType = fields.OptionalEnum<IceCandidateTcpType>("tcpType"),
        };
    }
}
