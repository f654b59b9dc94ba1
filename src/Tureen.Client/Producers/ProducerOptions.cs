using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What a Producer sends, and how.</summary>
public sealed class ProducerOptions
{
    /// <summary>The track; mandatory.</summary>
    public IMediaStreamTrack? Track { get; init; }

    /// <summary>The stream that receivers shall play in step; the media stack's own if not given.</summary>
    public string? StreamId { get; init; }

    /// <summary>
    /// The encodings, that of the lowest bitrate first; one if not given. Of each only <c>Active</c>, <c>Dtx</c>, <c>ScalabilityMode</c>,
    /// <c>ScaleResolutionDownBy</c>, <c>MaxBitrate</c>, <c>MaxFramerate</c>, <c>AdaptivePtime</c> and the priorities are used.
    /// </summary>
    public IReadOnlyList<RtpEncodingParameters>? Encodings { get; init; }

    /// <summary>Options of the codec.</summary>
    public ProducerCodecOptions? CodecOptions { get; init; }

    /// <summary>The codec, one of <see cref="Device.SendRtpCapabilities"/>; the first of the kind if not given.</summary>
    public RtpCodecCapability? Codec { get; init; }

    /// <summary>Whether the track is stopped when the producer is closed or has another track, or cannot be made.</summary>
    public bool StopTracks { get; init; } = true;

    /// <summary>Whether the track is disabled while the producer is paused.</summary>
    public bool DisableTrackOnPause { get; init; } = true;

    /// <summary>Whether no RTP at all is sent while the producer is paused.</summary>
    public bool ZeroRtpOnPause { get; init; }

    /// <summary>Called with the media stack's sender as soon as it exists.</summary>
    public Action<object>? OnRtpSender { get; init; }

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];
}
