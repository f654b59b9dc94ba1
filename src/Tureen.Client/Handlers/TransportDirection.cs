using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a transport is for.</summary>
[JsonConverter(typeof(WireEnumConverter<TransportDirection>))]
public enum TransportDirection
{
    /// <summary>To send.</summary>
    [JsonStringEnumMemberName("send")]
    Send,

    /// <summary>To receive.</summary>
    [JsonStringEnumMemberName("recv")]
    Recv,
}
