using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>An RTP header extension in use (RFC 8285).</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpHeaderExtensionParameters>))]
public sealed class RtpHeaderExtensionParameters : IOrtcJson<RtpHeaderExtensionParameters>
{
    /// <summary>The URI that names the extension.</summary>
    public required string Uri { get; set; }

    /// <summary>The identifier on the wire, 1 to 255.</summary>
    public required int Id { get; set; }

    /// <summary>Whether the extension is encrypted (RFC 6904).</summary>
    public bool Encrypt { get; set; }

    /// <summary>Parameters of the extension; strings and numbers.</summary>
    public CodecParameters Parameters { get; set; } = [];

    /// <inheritdoc/>
    public static RtpHeaderExtensionParameters FromJson(JsonElement json) => JsonFields.Read(json, "headerExtension", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("uri", Uri);
        writer.WriteNumber("id", Id);
        writer.WriteBoolean("encrypt", Encrypt);
        writer.WriteOptional("parameters", Parameters);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpHeaderExtensionParameters Clone()
    {
        var copy = (RtpHeaderExtensionParameters)MemberwiseClone();
        copy.Parameters = Parameters?.Clone()!;
        return copy;
    }

    private static RtpHeaderExtensionParameters Read(JsonFields fields)
    {
        return new RtpHeaderExtensionParameters
        {
            Uri = fields.RequiredString("uri"),
            Id = fields.RequiredInt32("id"),
            Encrypt = fields.OptionalBoolean("encrypt") ?? false,
            Parameters = fields.TolerantObject<CodecParameters>("parameters") ?? [],
        };
    }
}
