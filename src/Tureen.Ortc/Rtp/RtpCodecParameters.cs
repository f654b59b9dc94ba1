using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>A codec in use.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpCodecParameters>))]
public sealed class RtpCodecParameters : RtpCodec, IOrtcJson<RtpCodecParameters>
{
    /// <summary>The payload type on the wire, 0 to 127.</summary>
    public required int PayloadType { get; set; }

    /// <inheritdoc/>
    public static RtpCodecParameters FromJson(JsonElement json) => JsonFields.Read(json, "codec", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("mimeType", MimeType);
        writer.WriteNumber("payloadType", PayloadType);
        WriteShared(writer);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpCodecParameters Clone() => (RtpCodecParameters)CloneShared();

    private static RtpCodecParameters Read(JsonFields fields)
    {
        var codec = new RtpCodecParameters
        {
            MimeType = fields.RequiredString("mimeType"),
            PayloadType = fields.RequiredInt32("payloadType"),
            ClockRate = fields.RequiredInt32("clockRate"),
        };
        codec.ReadShared(fields);
        return codec;
    }
}
