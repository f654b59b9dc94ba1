using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>A source of audio or video, such as the browser's MediaStreamTrack (Media Capture and Streams, section 4.3).</summary>
public interface IMediaStreamTrack
{
    /// <summary>The track ended by itself: the device is gone, permission was withdrawn or the remote peer ended it; not after <see cref="Stop"/>.</summary>
    event Action? OnEnded;

    /// <summary>The id that the media stack gave it.</summary>
    string Id { get; }

    /// <summary>Audio or video.</summary>
    MediaKind Kind { get; }

    /// <summary>What the source is called, perhaps empty.</summary>
    string Label { get; }

    /// <summary>Whether media flows; silence and black frames otherwise.</summary>
    bool Enabled { get; set; }

    /// <summary>Whether the source gives no media for now.</summary>
    bool Muted { get; }

    /// <summary>Whether the track is live or ended.</summary>
    MediaStreamTrackState ReadyState { get; }

    /// <summary>Ends the track and lets go of its source. Does nothing the second time.</summary>
    void Stop();
}
