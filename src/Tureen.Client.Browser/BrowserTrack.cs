using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Tureen.Client.Browser.Interop;
using Tureen.Ortc;

namespace Tureen.Client.Browser;

/// <summary>A MediaStreamTrack of the browser.</summary>
[SupportedOSPlatform("browser")]
public sealed class BrowserTrack : IMediaStreamTrack
{
    internal BrowserTrack(JSObject track)
    {
        Object = track;
        Id = track.GetPropertyAsString("id") ?? "";
        Kind = WireEnum.Parse<MediaKind>(track.GetPropertyAsString("kind"));
        Label = track.GetPropertyAsString("label") ?? "";
        MediaModule.WatchTrack(track, HandleEvent);
    }

    /// <inheritdoc/>
    public event Action? OnEnded;

    /// <summary>The source began or ceased to give media.</summary>
    public event Action? OnMutedChange;

    /// <inheritdoc/>
    public string Id { get; }

    /// <inheritdoc/>
    public MediaKind Kind { get; }

    /// <inheritdoc/>
    public string Label { get; }

    /// <inheritdoc/>
    public bool Enabled
    {
        get => Object.GetPropertyAsBoolean("enabled");
        set => Object.SetProperty("enabled", value);
    }

    /// <inheritdoc/>
    public bool Muted => Object.GetPropertyAsBoolean("muted");

    /// <inheritdoc/>
    public MediaStreamTrackState ReadyState => WireEnum.Parse<MediaStreamTrackState>(Object.GetPropertyAsString("readyState"));

    /// <summary>The track itself, for JavaScript.</summary>
    public JSObject Object { get; }

    /// <summary>What the source gives now, as the browser's JSON, such as width, height and device.</summary>
    public string SettingsJson => MediaModule.TrackSettings(Object);

    /// <summary>Changes what the source gives, such as the size of the picture.</summary>
    /// <param name="constraintsJson">The browser's MediaTrackConstraints, as JSON.</param>
    /// <returns>When it is changed.</returns>
    public Task ApplyConstraintsAsync(string constraintsJson) => MediaModule.ApplyConstraints(Object, constraintsJson);

    /// <summary>Makes another track of the same source, with an end and a mute of its own.</summary>
    /// <returns>The other track.</returns>
    public BrowserTrack Clone() => new(MediaModule.CloneTrack(Object));

    /// <inheritdoc/>
    public void Stop() => MediaModule.StopTrack(Object);

    private void HandleEvent(string name)
    {
        if (name is "ended")
        {
            OnEnded?.Invoke();
        }
        else
        {
            OnMutedChange?.Invoke();
        }
    }
}
