using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Client.Browser.Interop;

namespace Tureen.Client.Browser.Media;

/// <summary>Cameras, microphones and screens of the browser, and where tracks are shown.</summary>
[SupportedOSPlatform("browser")]
public static class BrowserMedia
{
    private static Action? _devicesChanged;

    /// <summary>A device was plugged in or out.</summary>
    public static event Action DevicesChanged
    {
        add
        {
            if (_devicesChanged is null)
            {
                MediaModule.WatchDevices(() => _devicesChanged?.Invoke());
            }

            _devicesChanged += value;
        }

        remove => _devicesChanged -= value;
    }

    /// <summary>Opens camera, microphone or both; the browser asks the user.</summary>
    /// <param name="constraints">What is wanted.</param>
    /// <returns>The tracks.</returns>
    /// <exception cref="MediaDeviceException">The browser gave none.</exception>
    public static Task<IReadOnlyList<BrowserTrack>> GetUserMediaAsync(MediaConstraints constraints)
    {
        ArgumentNullException.ThrowIfNull(constraints);
        return TracksAsync(MediaModule.GetUserMedia(constraints.ToJson()));
    }

    /// <summary>Captures a screen, a window or a tab that the user chooses.</summary>
    /// <param name="constraints">What is wanted; null for the picture alone.</param>
    /// <returns>The tracks.</returns>
    /// <exception cref="MediaDeviceException">The browser gave none.</exception>
    public static Task<IReadOnlyList<BrowserTrack>> GetDisplayMediaAsync(MediaConstraints? constraints = null) =>
        TracksAsync(MediaModule.GetDisplayMedia((constraints ?? new MediaConstraints { Video = new() }).ToJson()));

    /// <summary>Lists the devices.</summary>
    /// <returns>All devices that the browser reports.</returns>
    /// <exception cref="MediaDeviceException">The browser reports no devices.</exception>
    public static async Task<IReadOnlyList<MediaDevice>> EnumerateDevicesAsync()
    {
        string json;
        try
        {
            json = await MediaModule.EnumerateDevices();
        }
        catch (JSException error)
        {
            throw MediaDeviceException.Of(error);
        }

        using JsonDocument devices = JsonDocument.Parse(json);
        return [.. devices.RootElement.EnumerateArray().Select(Read).OfType<MediaDevice>()];
    }

    /// <summary>Shows tracks in an audio or video element.</summary>
    /// <param name="elementId">The identifier of the element.</param>
    /// <param name="tracks">The tracks; none takes away what was shown.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    public static void Attach(string elementId, params IReadOnlyList<IMediaStreamTrack> tracks)
    {
        using JSObject element = MediaModule.ElementById(elementId)
            ?? throw new ArgumentException($"There is no element '{elementId}'.", nameof(elementId));
        Attach(element, tracks);
    }

    /// <summary>Shows tracks in an audio or video element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="tracks">The tracks; none takes away what was shown.</param>
    public static void Attach(JSObject element, params IReadOnlyList<IMediaStreamTrack> tracks)
    {
        ArgumentNullException.ThrowIfNull(element);
        ArgumentNullException.ThrowIfNull(tracks);
        MediaModule.Attach(element, tracks.Count == 0 ? null : [.. tracks.Select(track => BrowserTrack.Require(track).Object)]);
    }

    private static async Task<IReadOnlyList<BrowserTrack>> TracksAsync(Task<JSObject> opening)
    {
        try
        {
            using JSObject stream = await opening;
            return [.. MediaModule.TracksOf(stream).Select(track => new BrowserTrack(track))];
        }
        catch (JSException error)
        {
            throw MediaDeviceException.Of(error);
        }
    }

    private static MediaDevice? Read(JsonElement device)
    {
        MediaDeviceKind? kind = device.GetProperty("kind").GetString() switch
        {
            "audioinput" => MediaDeviceKind.AudioInput,
            "audiooutput" => MediaDeviceKind.AudioOutput,
            "videoinput" => MediaDeviceKind.VideoInput,
            _ => null,
        };
        return kind is null ? null : new MediaDevice(kind.Value, Text("deviceId"), Text("groupId"), Text("label"));

        string Text(string name) => device.GetProperty(name).GetString() ?? "";
    }
}
