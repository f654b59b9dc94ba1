using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>A codec, of capabilities or in use.</summary>
internal sealed record V2Codec
{
    private const int MaxPayloadType = 127;

    /// <summary>Null where it is not said.</summary>
    public MediaKind? Kind { get; init; }

    public required string Name { get; init; }

    public string? MimeType { get; init; }

    public required int ClockRate { get; init; }

    public int? Channels { get; init; }

    public required int PayloadType { get; init; }

    public JsonArray? RtcpFeedback { get; init; }

    public JsonObject Parameters { get; init; } = [];

    public bool IsRtx => string.Equals(Name, "rtx", StringComparison.OrdinalIgnoreCase);

    /// <summary>For RTX, the payload type of the retransmitted packets.</summary>
    public int? AssociatedPayloadType => Parameters.Integer("apt");

    private bool IsH264 => string.Equals(Name, "H264", StringComparison.OrdinalIgnoreCase);

    private int PacketizationMode => Parameters.Integer("packetization-mode") ?? 0;

    /// <exception cref="MediasoupTypeException">A field is missing or wrong.</exception>
    public static V2Codec Read(JsonNode? node, string payloadTypeField)
    {
        JsonObject fields = node as JsonObject ?? throw new MediasoupTypeException("codec is not an object");
        int payloadType = fields.Integer(payloadTypeField) ?? throw new MediasoupTypeException($"missing codec.{payloadTypeField}");
        Check.That(payloadType is >= 0 and <= MaxPayloadType, $"invalid codec.{payloadTypeField}");
        Check.That(fields["rtcpFeedback"] is null or JsonArray, "invalid codec.rtcpFeedback");
        Check.That(fields["parameters"] is null or JsonObject, "invalid codec.parameters");
        return new V2Codec
        {
            Kind = ReadKind(fields.Text("kind")),
            Name = fields.Text("name") ?? throw new MediasoupTypeException("missing codec.name"),
            MimeType = fields.Text("mimeType"),
            ClockRate = fields.Integer("clockRate") ?? throw new MediasoupTypeException("missing codec.clockRate"),
            Channels = fields.Integer("channels"),
            PayloadType = payloadType,
            RtcpFeedback = fields.Array("rtcpFeedback"),
            Parameters = fields.Object("parameters") ?? [],
        };
    }

    public static MediaKind? ReadKind(string? kind) => kind switch
    {
        "audio" => MediaKind.Audio,
        "video" => MediaKind.Video,
        _ => null,
    };

    /// <summary>v2's rule: name, clock rate, channels of audio and packetization mode of H264 decide, and nothing else.</summary>
    public bool Matches(V2Codec other)
    {
        return (Kind is null || other.Kind is null || Kind == other.Kind)
            && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase)
            && ClockRate == other.ClockRate
            && (!(IsAudio || other.IsAudio) || (Channels ?? 1) == (other.Channels ?? 1))
            && (!IsH264 || PacketizationMode == other.PacketizationMode);
    }

    public JsonObject ToCapability()
    {
        JsonObject json = new() { ["kind"] = Kind?.ToText(), ["name"] = Name, ["mimeType"] = MimeType, ["clockRate"] = ClockRate };
        return json
            .WithOptional("channels", Channels)
            .WithOptional("parameters", Parameters.DeepClone())
            .WithOptional("rtcpFeedback", RtcpFeedback?.DeepClone())
            .WithOptional("preferredPayloadType", PayloadType);
    }

    /// <summary>As in RTP parameters.</summary>
    public JsonObject ToParameters()
    {
        JsonObject json = new()
        {
            ["name"] = Name,
            ["mimeType"] = MimeType,
            ["clockRate"] = ClockRate,
            ["payloadType"] = PayloadType,
        };
        return json
            .WithOptional("channels", Channels)
            .WithOptional("rtcpFeedback", RtcpFeedback?.DeepClone())
            .WithOptional("parameters", Parameters.DeepClone());
    }

    private bool IsAudio => Kind == MediaKind.Audio;
}
