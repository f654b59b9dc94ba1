using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>What a Producer sends or a Consumer receives.</summary>
[JsonConverter(typeof(OrtcJsonConverter<RtpParameters>))]
public sealed class RtpParameters : IOrtcJson<RtpParameters>
{
    private List<RtpHeaderExtensionParameters>? _headerExtensions;
    private List<RtpEncodingParameters>? _encodings;
    private RtcpParameters? _rtcp;

    /// <summary>The media identification (RFC 9143), unique in a transport.</summary>
    public string? Mid { get; set; }

    /// <summary>The codecs, RTX among them.</summary>
    public required List<RtpCodecParameters> Codecs { get; set; }

    /// <summary>The header extensions. Absent from JSON until given, read or validated.</summary>
    public List<RtpHeaderExtensionParameters> HeaderExtensions
    {
        get => _headerExtensions ??= [];
        set => _headerExtensions = value;
    }

    /// <summary>The streams. Absent from JSON until given, read or validated.</summary>
    public List<RtpEncodingParameters> Encodings
    {
        get => _encodings ??= [];
        set => _encodings = value;
    }

    /// <summary>How RTCP is sent. Absent from JSON until given, read or validated.</summary>
    public RtcpParameters Rtcp
    {
        get => _rtcp ??= new();
        set => _rtcp = value;
    }

    /// <summary>Stream and track identifiers (RFC 8830), given to Consumers unchanged.</summary>
    public string? Msid { get; set; }

    /// <inheritdoc/>
    public static RtpParameters FromJson(JsonElement json) => JsonFields.Read(json, "rtpParameters", Read);

    /// <inheritdoc/>
    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteOptional("mid", Mid);
        writer.WriteOptionalList("codecs", Codecs);
        writer.WriteOptionalList("headerExtensions", _headerExtensions);
        writer.WriteOptionalList("encodings", _encodings);
        writer.WriteOptional("rtcp", _rtcp);
        writer.WriteOptional("msid", Msid);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public RtpParameters Clone()
        => new()
        {
            Mid = Mid,
            Codecs = Codecs.CloneAll(),
            _headerExtensions = _headerExtensions?.CloneAll(),
            _encodings = _encodings?.CloneAll(),
            _rtcp = _rtcp?.Clone(),
            Msid = Msid,
        };

    private static RtpParameters Read(JsonFields fields)
    {
        return new RtpParameters
        {
            Mid = fields.OptionalString("mid"),
            Codecs = fields.RequiredList<RtpCodecParameters>("codecs"),
            _headerExtensions = fields.OptionalList<RtpHeaderExtensionParameters>("headerExtensions"),
            _encodings = fields.OptionalList<RtpEncodingParameters>("encodings"),
            _rtcp = fields.OptionalObject<RtcpParameters>("rtcp"),
            Msid = fields.OptionalString("msid"),
        };
    }
}
