using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>An RTP header extension that an endpoint can use (RFC 8285).</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpHeaderExtension>))]
public sealed class RtpHeaderExtension : IOrtcJson<RtpHeaderExtension>
{
    /// <summary>The kind of media the extension is for.</summary>
    public required MediaKind Kind { get; set; }

    /// <summary>The URI that names the extension.</summary>
    public required string Uri { get; set; }

    /// <summary>The preferred identifier, 1 to 255.</summary>
    public required int PreferredId { get; set; }

    /// <summary>Whether the extension should be encrypted (RFC 6904).</summary>
    public bool PreferredEncrypt { get; set; }

    /// <summary>The direction, seen from the owner of the capabilities.</summary>
    public RtpHeaderExtensionDirection Direction { get; set; }

    /// <inheritdoc/>
    public static RtpHeaderExtension FromJson(JsonElement json) => JsonFields.Read(json, "headerExtension", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind.ToWireString());
        writer.WriteString("uri", Uri);
        writer.WriteNumber("preferredId", PreferredId);
        writer.WriteBoolean("preferredEncrypt", PreferredEncrypt);
        writer.WriteString("direction", Direction.ToWireString());
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpHeaderExtension Clone() => (RtpHeaderExtension)MemberwiseClone();

    private static RtpHeaderExtension Read(JsonFields fields)
    {
        return new RtpHeaderExtension
        {
            Kind = fields.RequiredEnum<MediaKind>("kind"),
            Uri = fields.RequiredString("uri"),
            PreferredId = fields.RequiredInt32("preferredId"),
            PreferredEncrypt = fields.OptionalBoolean("preferredEncrypt") ?? false,
            Direction = ReadDirection(fields.OptionalString("direction")),
        };
    }

    /// <summary>Browsers add directions, so one that is not known is no error.</summary>
    private static RtpHeaderExtensionDirection ReadDirection(string? text) =>
        string.IsNullOrEmpty(text) ? RtpHeaderExtensionDirection.SendRecv
        : WireEnum.TryParse(text, out RtpHeaderExtensionDirection direction) ? direction
        : RtpHeaderExtensionDirection.Stopped;
}
