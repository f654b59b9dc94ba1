using System.Text.Json.Nodes;

namespace Tureen.Client.Browser.Media;

/// <summary>What is wanted of a camera or a screen. Sizes and rates are preferences; the device is required.</summary>
public sealed record VideoConstraints
{
    /// <summary>The device; any if null.</summary>
    public string? DeviceId { get; init; }

    /// <summary><c>user</c> for the camera that looks at the user, <c>environment</c> for the other one.</summary>
    public string? FacingMode { get; init; }

    /// <summary>The width in pixels.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Frames a second.</summary>
    public double? FrameRate { get; init; }

    internal JsonNode ToJson()
    {
        JsonObject json = [];
        ConstraintsJson.AddExact(json, "deviceId", DeviceId);
        ConstraintsJson.AddIdeal(json, "facingMode", FacingMode);
        ConstraintsJson.AddIdeal(json, "width", Width);
        ConstraintsJson.AddIdeal(json, "height", Height);
        ConstraintsJson.AddIdeal(json, "frameRate", FrameRate);
        return json;
    }
}
