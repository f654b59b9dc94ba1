using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The SSRC that a router uses for an encoding of a Producer.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpEncodingMapping>))]
public sealed class RtpEncodingMapping : IOrtcJson<RtpEncodingMapping>
{
    /// <summary>The SSRC of the Producer, if it is known.</summary>
    public uint? Ssrc { get; set; }

    /// <summary>The RID of the Producer (RFC 8852), if there is one.</summary>
    public string? Rid { get; set; }

    /// <summary>The scalability mode of the encoding; written by the worker protocol alone.</summary>
    public string? ScalabilityMode { get; set; }

    /// <summary>The SSRC of the router.</summary>
    public required uint MappedSsrc { get; set; }

    /// <inheritdoc/>
    public static RtpEncodingMapping FromJson(JsonElement json) => JsonFields.Read(json, "rtpMapping.encoding", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("ssrc", Ssrc);
        writer.WriteOptional("rid", Rid);
        writer.WriteOptional("scalabilityMode", ScalabilityMode);
        writer.WriteNumber("mappedSsrc", MappedSsrc);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpEncodingMapping Clone() => (RtpEncodingMapping)MemberwiseClone();

    private static RtpEncodingMapping Read(JsonFields fields)
    {
        return new RtpEncodingMapping
        {
            Ssrc = fields.OptionalUInt32("ssrc"),
            Rid = fields.OptionalString("rid"),
            ScalabilityMode = fields.OptionalString("scalabilityMode"),
            MappedSsrc = fields.RequiredUInt32("mappedSsrc"),
        };
    }
}
