using System.Runtime.InteropServices.JavaScript;

namespace Tureen.Rooms.Page.Dom;

/// <summary>The screen and the loudspeakers, as far as the browser lets the page choose.</summary>
internal static partial class Screen
{
    /// <summary>Pixels of the screen for one of the page's.</summary>
    [JSImport("pixelRatio", Document.Module)]
    public static partial double PixelRatio();

    [JSImport("canFullscreen", Document.Module)]
    public static partial bool CanFullscreen();

    /// <summary>Shows the page on the whole screen, or no longer.</summary>
    [JSImport("switchFullscreen", Document.Module)]
    public static partial Task SwitchFullscreenAsync();

    /// <summary>Whether a video can be in a window of its own.</summary>
    [JSImport("canFloat", Document.Module)]
    public static partial bool CanFloat();

    /// <summary>Shows a video in a small window above other programs, or takes away the one that is there.</summary>
    [JSImport("switchFloat", Document.Module)]
    public static partial Task SwitchFloatAsync(JSObject video);

    [JSImport("canChooseSink", Document.Module)]
    public static partial bool CanChooseSink();

    /// <summary>Lets all sound leave by one loudspeaker.</summary>
    [JSImport("setSink", Document.Module)]
    public static partial Task SetSinkAsync(string deviceId);

    /// <summary>Whether the browser itself can blur what is behind a person.</summary>
    [JSImport("canBlur", Document.Module)]
    public static partial bool CanBlur(JSObject track);
}
