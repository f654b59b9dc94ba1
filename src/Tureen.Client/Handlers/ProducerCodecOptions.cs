namespace Tureen.Client;

/// <summary>Options of a codec. Members that are not set keep the defaults of the media stack.</summary>
public sealed record ProducerCodecOptions
{
    /// <summary>Opus: whether in stereo.</summary>
    public bool? OpusStereo { get; init; }

    /// <summary>Opus: whether lost packets can be guessed from the next.</summary>
    public bool? OpusFec { get; init; }

    /// <summary>Opus: whether silence is left out.</summary>
    public bool? OpusDtx { get; init; }

    /// <summary>Opus: whether lost packets are requested again. Once any option is given, false unless set.</summary>
    public bool? OpusNack { get; init; }

    /// <summary>Opus: the greatest useful sampling rate, in hertz.</summary>
    public int? OpusMaxPlaybackRate { get; init; }

    /// <summary>Opus: the greatest average bitrate, in bits per second.</summary>
    public int? OpusMaxAverageBitrate { get; init; }

    /// <summary>Opus: the length of a packet, in milliseconds.</summary>
    public int? OpusPtime { get; init; }

    /// <summary>Video in Chromium: the bitrate to begin with, in kilobits per second.</summary>
    public int? VideoGoogleStartBitrate { get; init; }

    /// <summary>Video in Chromium: the greatest bitrate, in kilobits per second.</summary>
    public int? VideoGoogleMaxBitrate { get; init; }

    /// <summary>Video in Chromium: the least bitrate, in kilobits per second.</summary>
    public int? VideoGoogleMinBitrate { get; init; }
}
