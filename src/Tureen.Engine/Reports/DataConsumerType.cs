using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>How a data consumer carries its messages (mediasoup DataConsumerType).</summary>
[JsonConverter(typeof(WireEnumConverter<DataConsumerType>))]
public enum DataConsumerType
{
    /// <summary>Over an SCTP stream.</summary>
    [JsonStringEnumMemberName("sctp")]
    Sctp,

    /// <summary>To the application itself, on a DirectTransport.</summary>
    [JsonStringEnumMemberName("direct")]
    Direct,
}
