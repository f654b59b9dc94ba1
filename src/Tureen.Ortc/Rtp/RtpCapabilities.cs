using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The codecs and header extensions that an endpoint can use.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpCapabilities>))]
public sealed class RtpCapabilities : IOrtcJson<RtpCapabilities>
{
    private List<RtpCodecCapability>? _codecs;
    private List<RtpHeaderExtension>? _headerExtensions;

    /// <summary>The codecs, RTX among them. Absent from JSON until given, read or validated.</summary>
    public List<RtpCodecCapability> Codecs
    {
        get => _codecs ??= [];
        set => _codecs = value;
    }

    /// <summary>The header extensions. Absent from JSON until given, read or validated.</summary>
    public List<RtpHeaderExtension> HeaderExtensions
    {
        get => _headerExtensions ??= [];
        set => _headerExtensions = value;
    }

    /// <inheritdoc/>
    public static RtpCapabilities FromJson(JsonElement json) => JsonFields.Read(json, "rtpCapabilities", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptionalList("codecs", _codecs);
        writer.WriteOptionalList("headerExtensions", _headerExtensions);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpCapabilities Clone()
        => new() { _codecs = _codecs?.CloneAll(), _headerExtensions = _headerExtensions?.CloneAll() };

    private static RtpCapabilities Read(JsonFields fields)
    {
        return new RtpCapabilities
        {
            _codecs = fields.OptionalList<RtpCodecCapability>("codecs"),
            _headerExtensions = fields.OptionalList<RtpHeaderExtension>("headerExtensions"),
        };
    }
}
