using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Rooms.Page.Devices;

/// <summary>The sizes in which a camera is sent, so that each of the others gets the one that fits.</summary>
internal static class CameraEncodings
{
    /// <summary>Lines from which on browsers send three sizes.</summary>
    private const int LinesForThree = 540;

    /// <summary>Lines from which on half of them still make a useful picture.</summary>
    private const int LinesForTwo = 270;

    /// <summary>The encodings, smallest first.</summary>
    /// <param name="settingsJson">The settings of the camera, as the browser reports them.</param>
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

    /// <summary>A camera without this setting counts as a good one.</summary>
    private static int Number(JsonElement settings, string name) =>
        settings.TryGetProperty(name, out JsonElement value) && value.TryGetInt32(out int number) ? number : int.MaxValue;
}
