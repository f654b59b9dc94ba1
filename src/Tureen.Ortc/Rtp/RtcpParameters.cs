using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How RTCP is sent.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtcpParameters>))]
public sealed class RtcpParameters : IOrtcJson<RtcpParameters>
{
    /// <summary>The canonical name (RFC 3550, section 6.5.1).</summary>
    public string? Cname { get; set; }

    /// <summary>Whether reduced-size RTCP (RFC 5506) is used; always true after validation.</summary>
    public bool? ReducedSize { get; set; }

    /// <summary>Whether RTCP shares the port of RTP (RFC 5761); used by clients.</summary>
    public bool? Mux { get; set; }

    /// <inheritdoc/>
    public static RtcpParameters FromJson(JsonElement json) => JsonFields.Read(json, "rtcp", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("cname", Cname);
        writer.WriteOptional("reducedSize", ReducedSize);
        writer.WriteOptional("mux", Mux);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtcpParameters Clone() => (RtcpParameters)MemberwiseClone();

    private static RtcpParameters Read(JsonFields fields)
    {
        return new RtcpParameters
        {
            Cname = fields.OptionalString("cname"),
            ReducedSize = fields.TolerantBoolean("reducedSize"),
            Mux = fields.TolerantBoolean("mux"),
        };
    }
}
