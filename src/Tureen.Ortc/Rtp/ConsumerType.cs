using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How a Consumer carries its media.</summary>
[JsonConverter(typeof(WireEnumConverter<ConsumerType>))]
public enum ConsumerType
{
    /// <summary>One stream without layers.</summary>
    [JsonStringEnumMemberName("simple")]
    Simple,

    /// <summary>One stream chosen from several.</summary>
    [JsonStringEnumMemberName("simulcast")]
    Simulcast,

    /// <summary>One stream with spatial or temporal layers.</summary>
    [JsonStringEnumMemberName("svc")]
    Svc,

    /// <summary>All streams of the Producer, unchanged.</summary>
    [JsonStringEnumMemberName("pipe")]
    Pipe,
}
