using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client.Blazor.Calls;

/// <summary>The sizes in which a camera is sent, so that each of the others gets the one that fits.</summary>
internal static class CameraEncodings
{
    /// <summary>Lines from which on browsers send three sizes.</summary>
    private const int LinesForThree = 540;

    /// <summary>Lines from which on half of them still make a useful picture.</summary>
    private const int LinesForTwo = 270;

    /// <summary>The encodings, smallest first.</summary>
    /// <param name="settingsJson">The settings of the camera, as the browser reports them. One that reports no height counts as a good one.</param>
    public static RtpEncodingParameters[] For(string settingsJson)
    {
        using JsonDocument settings = JsonDocument.Parse(settingsJson);
        bool isKnown = settings.RootElement.TryGetProperty("height", out JsonElement height) && height.ValueKind == JsonValueKind.Number;
        double lines = isKnown ? height.GetDouble() : LinesForThree;
        int smallest = lines >= LinesForThree ? 4 : lines >= LinesForTwo ? 2 : 1;
        RtpEncodingParameters[] all = [Encoding(4, 200_000), Encoding(2, 700_000), Encoding(1, 2_000_000)];
        return [.. all.Where(encoding => encoding.ScaleResolutionDownBy <= smallest)];
    }

    private static RtpEncodingParameters Encoding(double scaleDown, long maxBitrate) =>
        new() { ScaleResolutionDownBy = scaleDown, MaxBitrate = maxBitrate, ScalabilityMode = "L1T3" };
}
