using System.Text.Json.Serialization;

namespace Tureen;

/// <summary>Ids of the header extensions that a transport receives and uses itself; null where not negotiated.</summary>
public sealed record RecvRtpHeaderExtensionsDump
{
    /// <summary>The id of the MID extension (RFC 9143).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("mid")]
    public int? Mid { get; init; }

    /// <summary>The id of the RTP stream id extension (RFC 8852).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rid")]
    public int? Rid { get; init; }

    /// <summary>The id of the repaired RTP stream id extension (RFC 8852).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("rrid")]
    public int? Rrid { get; init; }

    /// <summary>The id of the absolute send time extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("absSendTime")]
    public int? AbsSendTime { get; init; }

    /// <summary>The id of the transport-wide sequence number extension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonPropertyName("transportWideCc01")]
    public int? TransportWideCc01 { get; init; }
}
