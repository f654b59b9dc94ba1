using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>What a probe has shown.</summary>
[JsonConverter(typeof(WireEnumConverter<ProbeOutcome>))]
public enum ProbeOutcome : byte
{
    /// <summary>Not all of it was reported yet.</summary>
    [JsonStringEnumMemberName("open")]
    Open,

    /// <summary>It came through as fast as it was sent.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>It came through, but less was sent than planned.</summary>
    [JsonStringEnumMemberName("under-sent")]
    UnderSent,

    /// <summary>It came through more slowly than it was sent.</summary>
    [JsonStringEnumMemberName("saturated")]
    Saturated,

    /// <summary>Much of it was lost.</summary>
    [JsonStringEnumMemberName("lost")]
    Lost,

    /// <summary>Hardly any packet that was added for it arrived although media did: the peer ignores what carries the probe.</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>It arrived faster than it can have been sent.</summary>
    [JsonStringEnumMemberName("invalid")]
    Invalid,

    /// <summary>The reports about it were lost.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>Congestion ended it.</summary>
    [JsonStringEnumMemberName("aborted")]
    Aborted,
}
