using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Media;

/// <summary>The sizes in which a camera is sent, so that each of the others gets the one that fits.</summary>
public static class CameraEncodings
{
    /// <summary>Lines from which on browsers send three sizes.</summary>
    private const int LinesForThree = 540;

    /// <summary>Lines from which on half of them still make a useful picture.</summary>
    private const int LinesForTwo = 270;

    /// <summary>The encodings, smallest first.</summary>
    /// <param name="settingsJson">The settings of the camera, as <see cref="BrowserTrack.SettingsJson"/> has them. A side that is not known counts as long enough.</param>
    /// <returns>Three sizes of a camera with 540 lines and more, two from 270 lines on, otherwise one. The shorter side counts, for phones turn.</returns>
    /// <exception cref="JsonException">The settings are no JSON.</exception>
    public static RtpEncodingParameters[] For(string settingsJson)
    {
        using JsonDocument settings = JsonDocument.Parse(settingsJson);
        int lines = Math.Min(Number(settings.RootElement, "width"), Number(settings.RootElement, "height"));
        RtpEncodingParameters[] all =
        [
            Encoding(scaleDown: 4, maxBitrate: 200_000),
            Encoding(scaleDown: 2, maxBitrate: 700_000),
            Encoding(scaleDown: 1, maxBitrate: 2_000_000),
        ];
        return lines switch
        {
            >= LinesForThree => all,
            >= LinesForTwo => all[1..],
            _ => all[2..],
        };
    }

    private static RtpEncodingParameters Encoding(double scaleDown, long maxBitrate) =>
        new() { ScaleResolutionDownBy = scaleDown, MaxBitrate = maxBitrate, ScalabilityMode = "L1T3" };

    private static int Number(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : int.MaxValue;
}
