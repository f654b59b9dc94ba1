using System.Text.Json.Serialization;

namespace Tureen.V2;

/// <summary>A stream of a simulcast producer, by its quality, in ascending rank.</summary>
public enum Profile
{
    /// <summary>Effective only: nothing can be sent at the moment.</summary>
    [JsonStringEnumMemberName("none")]
    None,

    /// <summary>Preferred: the best available. Effective: the only stream of a producer without simulcast.</summary>
    [JsonStringEnumMemberName("default")]
    Default,

    /// <summary>The lowest quality.</summary>
    [JsonStringEnumMemberName("low")]
    Low,

    /// <summary>The quality in the middle.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>The highest quality.</summary>
    [JsonStringEnumMemberName("high")]
    High,
}
