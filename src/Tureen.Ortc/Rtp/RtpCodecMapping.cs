using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The payload type that a router uses for a codec of a Producer.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpCodecMapping>))]
public sealed class RtpCodecMapping : IOrtcJson<RtpCodecMapping>
{
    /// <summary>The payload type of the Producer, 0 to 127.</summary>
    public required int PayloadType { get; set; }

    /// <summary>The payload type of the router, 0 to 127.</summary>
    public required int MappedPayloadType { get; set; }

    /// <inheritdoc/>
    public static RtpCodecMapping FromJson(JsonElement json) => JsonFields.Read(json, "rtpMapping.codec", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("payloadType", PayloadType);
        writer.WriteNumber("mappedPayloadType", MappedPayloadType);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpCodecMapping Clone() => (RtpCodecMapping)MemberwiseClone();

    private static RtpCodecMapping Read(JsonFields fields)
    {
        return new RtpCodecMapping
        {
            PayloadType = fields.RequiredInt32("payloadType"),
            MappedPayloadType = fields.RequiredInt32("mappedPayloadType"),
        };
    }
}
