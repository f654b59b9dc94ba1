namespace Tureen.Client.Browser;

/// <summary>What an application wishes of a codec; what is not given stays as the browser has it.</summary>
internal sealed record ProducerCodecOptions
{
    public bool? OpusStereo { get; init; }

    public bool? OpusFec { get; init; }

    public bool? OpusDtx { get; init; }

    public bool? OpusNack { get; init; }

    public int? OpusMaxPlaybackRate { get; init; }

    public int? OpusMaxAverageBitrate { get; init; }

    public int? OpusPtime { get; init; }

    public int? VideoGoogleStartBitrate { get; init; }

    public int? VideoGoogleMaxBitrate { get; init; }

    public int? VideoGoogleMinBitrate { get; init; }
}
