using System.Text.Json.Serialization;

namespace Tureen.Ortc;

/// <summary>How a Producer carries its media.</summary>
[JsonConverter(typeof(WireEnumConverter<ProducerType>))]
public enum ProducerType
{
    /// <summary>One stream without layers.</summary>
    [JsonStringEnumMemberName("simple")]
    Simple,

    /// <summary>Several streams of one source.</summary>
    [JsonStringEnumMemberName("simulcast")]
    Simulcast,

    /// <summary>One stream with spatial or temporal layers.</summary>
    [JsonStringEnumMemberName("svc")]
    Svc,
}
