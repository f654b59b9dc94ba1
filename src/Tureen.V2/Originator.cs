using System.Text.Json.Serialization;

namespace Tureen.V2;

/// <summary>Who caused an event.</summary>
public enum Originator
{
    /// <summary>This side: a call of the API, a parent that closed, or the engine.</summary>
    [JsonStringEnumMemberName("local")]
    Local,

    /// <summary>A message of the client.</summary>
    [JsonStringEnumMemberName("remote")]
    Remote,

    /// <summary>Only for a consumer: its producer was paused or resumed.</summary>
    [JsonStringEnumMemberName("source")]
    Source,
}
