using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The retransmission stream of an encoding (RFC 4588).</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpRtxParameters>))]
public sealed class RtpRtxParameters : IOrtcJson<RtpRtxParameters>
{
    /// <summary>The SSRC of the retransmission stream.</summary>
    public required uint Ssrc { get; set; }

    /// <inheritdoc/>
    public static RtpRtxParameters FromJson(JsonElement json) => JsonFields.Read(json, "rtx", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteNumber("ssrc", Ssrc);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpRtxParameters Clone() => (RtpRtxParameters)MemberwiseClone();

    private static RtpRtxParameters Read(JsonFields fields)
    {
        return new RtpRtxParameters
        {
            Ssrc = fields.RequiredUInt32("ssrc"),
        };
    }
}
