using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>The header of an RTP packet, and what its payload says about layers.</summary>
public sealed record RtpPacketDump
{
    /// <summary>The payload type.</summary>
    [JsonPropertyName("payloadType")]
    public required int PayloadType { get; init; }

    /// <summary>The sequence number, 0 to 65535.</summary>
    [JsonPropertyName("sequenceNumber")]
    public required int SequenceNumber { get; init; }

    /// <summary>The RTP timestamp.</summary>
    [JsonPropertyName("timestamp")]
    public required uint Timestamp { get; init; }

    /// <summary>The marker bit: for video the last packet of a frame.</summary>
    [JsonPropertyName("marker")]
    public required bool Marker { get; init; }

    /// <summary>The SSRC.</summary>
    [JsonPropertyName("ssrc")]
    public required uint Ssrc { get; init; }

    /// <summary>Whether it carries the start of a key frame.</summary>
    [JsonPropertyName("isKeyFrame")]
    public required bool IsKeyFrame { get; init; }

    /// <summary>Bytes of the whole packet.</summary>
    [JsonPropertyName("size")]
    public required int Size { get; init; }

    /// <summary>Bytes of its payload.</summary>
    [JsonPropertyName("payloadSize")]
    public required int PayloadSize { get; init; }

    /// <summary>The spatial layer, 0 without layers.</summary>
    [JsonPropertyName("spatialLayer")]
    public int SpatialLayer { get; init; }

    /// <summary>The temporal layer, 0 without layers.</summary>
    [JsonPropertyName("temporalLayer")]
    public int TemporalLayer { get; init; }

    /// <summary>The MID in the packet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("mid")]
    public string? Mid { get; init; }

    /// <summary>The RTP stream id in the packet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rid")]
    public string? Rid { get; init; }

    /// <summary>The repaired RTP stream id in the packet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rrid")]
    public string? Rrid { get; init; }

    /// <summary>The transport-wide sequence number in the packet.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("wideSequenceNumber")]
    public int? WideSequenceNumber { get; init; }
}
