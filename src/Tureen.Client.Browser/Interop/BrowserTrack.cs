using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Media;
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

    /// <summary>The MediaStreamTrack itself, for JavaScript.</summary>
    public JSObject Object { get; }

    /// <summary>What the source gives now, as the browser's JSON, such as width, height and device.</summary>
    public string SettingsJson => MediaModule.TrackSettings(Object);

    /// <summary>
    /// Makes a track of any MediaStreamTrack that JavaScript has: of a canvas, of WebAudio, of a generator or of a received stream. Nothing is
    /// copied; <see cref="Object"/> gives the MediaStreamTrack back.
    /// </summary>
    /// <param name="track">The MediaStreamTrack.</param>
    /// <returns>The track, for <see cref="Transport.ProduceAsync"/>.</returns>
    /// <exception cref="MediasoupTypeException">It is no MediaStreamTrack.</exception>
    public static BrowserTrack From(JSObject track)
    {
        if (track is null || !MediaModule.IsTrack(track))
        {
            throw new MediasoupTypeException("track is no MediaStreamTrack");
        }

        return new BrowserTrack(track);
    }

    /// <summary>Changes what the source gives, such as the size of the picture.</summary>
    /// <param name="constraintsJson">The browser's MediaTrackConstraints, as JSON.</param>
    /// <returns>Completes when it is changed.</returns>
    /// <exception cref="MediaDeviceException">The source cannot give that, or the text is not the JSON of constraints.</exception>
    public async Task ApplyConstraintsAsync(string constraintsJson)
    {
        try
        {
            await MediaModule.ApplyConstraints(Object, constraintsJson);
        }
        catch (JSException error)
        {
            throw MediaDeviceException.Of(error);
        }
    }

    /// <summary>Makes another track of the same source, with an end and a mute of its own.</summary>
    /// <returns>The other track.</returns>
    public BrowserTrack Clone() => new(MediaModule.CloneTrack(Object));

    /// <inheritdoc/>
    public void Stop() => MediaModule.StopTrack(Object);

    /// <summary>A track that a browser can send or show.</summary>
    /// <exception cref="MediasoupTypeException">It is another implementation of the interface.</exception>
    internal static BrowserTrack Require(IMediaStreamTrack track) => track as BrowserTrack
        ?? throw new MediasoupTypeException(
            $"track '{track?.Id}' is a {track?.GetType().Name ?? "null"}, not a BrowserTrack; BrowserTrack.From() makes one of a MediaStreamTrack");

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
