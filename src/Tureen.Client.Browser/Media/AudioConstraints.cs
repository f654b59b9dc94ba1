using System.Text.Json.Nodes;

namespace Tureen.Client.Browser.Media;

/// <summary>What is wanted of a microphone, or of the sound of a screen.</summary>
public sealed record AudioConstraints
{
    /// <summary>The device; any if null.</summary>
    public string? DeviceId { get; init; }

    /// <summary>Whether what the loudspeaker plays is taken out.</summary>
    public bool? EchoCancellation { get; init; }

    /// <summary>Whether noise is taken out.</summary>
    public bool? NoiseSuppression { get; init; }

    /// <summary>Whether loudness is evened.</summary>
    public bool? AutoGainControl { get; init; }

    internal JsonNode ToJson()
    {
        JsonObject json = [];
        ConstraintsJson.AddExact(json, "deviceId", DeviceId);
        ConstraintsJson.Add(json, "echoCancellation", EchoCancellation);
        ConstraintsJson.Add(json, "noiseSuppression", NoiseSuppression);
        ConstraintsJson.Add(json, "autoGainControl", AutoGainControl);
        return json;
    }
}
