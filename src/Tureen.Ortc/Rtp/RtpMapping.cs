using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How a router renumbers what a Producer sends.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpMapping>))]
public sealed class RtpMapping : IOrtcJson<RtpMapping>
{
    /// <summary>One entry for each codec: media codecs first, then RTX.</summary>
    public List<RtpCodecMapping> Codecs { get; set; } = [];

    /// <summary>One entry for each encoding, in the Producer's order.</summary>
    public List<RtpEncodingMapping> Encodings { get; set; } = [];

    /// <inheritdoc/>
    public static RtpMapping FromJson(JsonElement json) => JsonFields.Read(json, "rtpMapping", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptionalList("codecs", Codecs);
        writer.WriteOptionalList("encodings", Encodings);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpMapping Clone()
    {
        var copy = (RtpMapping)MemberwiseClone();
        copy.Codecs = Codecs.CloneAll();
        copy.Encodings = Encodings.CloneAll();
        return copy;
    }

    private static RtpMapping Read(JsonFields fields)
    {
        return new RtpMapping
        {
            Codecs = fields.RequiredList<RtpCodecMapping>("codecs"),
            Encodings = fields.RequiredList<RtpEncodingMapping>("encodings"),
        };
    }
}
