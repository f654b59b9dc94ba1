using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>The direction in which an RTP header extension may be used, seen from the owner of the capabilities.</summary>
[JsonConverter(typeof(WireEnumConverter<RtpHeaderExtensionDirection>))]
public enum RtpHeaderExtensionDirection
{
    /// <summary>Sent and received (the default).</summary>
    [JsonStringEnumMemberName("sendrecv")]
    SendRecv,

    /// <summary>Sent, never accepted.</summary>
    [JsonStringEnumMemberName("sendonly")]
    SendOnly,

    /// <summary>Accepted, never sent.</summary>
    [JsonStringEnumMemberName("recvonly")]
    RecvOnly,

    /// <summary>Not used.</summary>
    [JsonStringEnumMemberName("inactive")]
    Inactive,

    /// <summary>Not negotiated at all. Also stands for unknown directions: such an extension counts as absent.</summary>
    [JsonStringEnumMemberName("stopped")]
    Stopped,
}
