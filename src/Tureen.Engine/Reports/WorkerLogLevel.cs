using System.Text.Json.Serialization;
using Tureen.Ortc;

namespace Tureen;

/// <summary>How much a worker logs (mediasoup WorkerLogLevel).</summary>
[JsonConverter(typeof(WireEnumConverter<WorkerLogLevel>))]
public enum WorkerLogLevel
{
    /// <summary>Everything.</summary>
    [JsonStringEnumMemberName("debug")]
    Debug,

    /// <summary>Warnings and errors.</summary>
    [JsonStringEnumMemberName("warn")]
    Warn,

    /// <summary>Errors.</summary>
    [JsonStringEnumMemberName("error")]
    Error,

    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("none")]
    None,
}
