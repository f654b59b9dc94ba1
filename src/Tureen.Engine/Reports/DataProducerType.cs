using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>How a data producer carries its messages (mediasoup DataProducerType).</summary>
[JsonConverter(typeof(WireEnumConverter<DataProducerType>))]
public enum DataProducerType
{
    /// <summary>Over an SCTP stream.</summary>
    [JsonStringEnumMemberName("sctp")]
    Sctp,

    /// <summary>From the application itself, on a DirectTransport.</summary>
    [JsonStringEnumMemberName("direct")]
    Direct,
}
