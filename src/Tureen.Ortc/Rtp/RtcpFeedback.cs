using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>An RTCP feedback mechanism of a codec (RFC 4585, section 4.2).</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtcpFeedback>))]
public sealed class RtcpFeedback : IOrtcJson<RtcpFeedback>
{
    /// <summary>The type, such as <c>nack</c>, <c>ccm</c>, <c>goog-remb</c> or <c>transport-cc</c>.</summary>
    public required string Type { get; set; }

    /// <summary>The parameter, such as <c>pli</c> or <c>fir</c>; absent counts as empty.</summary>
    public string? Parameter { get; set; }

    /// <inheritdoc/>
    public static RtcpFeedback FromJson(JsonElement json) => JsonFields.Read(json, "rtcpFeedback", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("type", Type);
        writer.WriteOptional("parameter", Parameter);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtcpFeedback Clone() => (RtcpFeedback)MemberwiseClone();

    private static RtcpFeedback Read(JsonFields fields)
    {
        return new RtcpFeedback
        {
            Type = fields.RequiredString("type"),
            Parameter = fields.OptionalString("parameter"),
        };
    }
}
