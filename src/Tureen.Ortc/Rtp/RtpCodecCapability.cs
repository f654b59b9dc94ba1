using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>A codec that an endpoint can send or receive.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpCodecCapability>))]
public sealed class RtpCodecCapability : RtpCodec, IOrtcJson<RtpCodecCapability>
{
    /// <summary>The kind of media; validation takes it from <see cref="RtpCodec.MimeType"/>.</summary>
    public MediaKind Kind { get; set; }

    /// <summary>
    /// The preferred payload type, 0 to 127. A router chooses one where its media codecs give none; a client must
    /// give one.
    /// </summary>
    public int? PreferredPayloadType { get; set; }

    /// <inheritdoc/>
    public static RtpCodecCapability FromJson(JsonElement json) => JsonFields.Read(json, "codec", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", Kind.ToWireString());
        writer.WriteString("mimeType", MimeType);
        writer.WriteOptional("preferredPayloadType", PreferredPayloadType);
        WriteShared(writer);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpCodecCapability Clone() => (RtpCodecCapability)CloneShared();

    private static RtpCodecCapability Read(JsonFields fields)
    {
        string mimeType = fields.RequiredString("mimeType");
        var codec = new RtpCodecCapability
        {
            Kind = mimeType.StartsWith("video/", StringComparison.OrdinalIgnoreCase) ? MediaKind.Video : MediaKind.Audio,
            MimeType = mimeType,
            PreferredPayloadType = fields.OptionalInt32("preferredPayloadType"),
            ClockRate = fields.RequiredInt32("clockRate"),
        };
        codec.ReadShared(fields);
        return codec;
    }
}
