using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>What each choice of layers takes on the wire.</summary>
internal static class StepLadder
{
    /// <summary>Bytes of payload in a packet of video.</summary>
    private const double Payload = 1150;

    /// <summary>Headers of IP, UDP and RTP, its extensions, and the codec's descriptor.</summary>
    private const double HeaderLength = 28 + 12 + 20 + 7;

    private const double AudioHeaderLength = 28 + 12 + 12;
    private const double AudioPackets = 50;

    public static LayerStep Top(VideoSourceOptions video) => new(video.Rates.Count - 1, video.TemporalLayers - 1);

    public static double RateOf(VideoSourceOptions video, LayerStep step)
    {
        if (step == LayerStep.None)
        {
            return 0;
        }

        double frames = video.FramesPerSecond / Math.Pow(2, video.TemporalLayers - 1 - step.Temporal);
        double rate = video.RateOf(step.Spatial, step.Temporal);
        int streams = video.IsScalable ? step.Spatial + 1 : 1;
        return rate + (frames * streams * Math.Ceiling(rate / frames / streams / 8 / Payload) * HeaderLength * 8);
    }

    public static double RateOf(SourceOptions source) => source switch
    {
        VideoSourceOptions video => RateOf(video, Top(video)),
        _ => source.FullRate + (AudioPackets * AudioHeaderLength * 8),
    };

    /// <summary>The highest choice of layers of a video that fits a capacity beside all audio, without those that a camera should not use.</summary>
    public static LayerStep HighestWithin(VideoSourceOptions video, IEnumerable<SourceOptions> sources, double capacity)
    {
        double left = capacity - sources.OfType<AudioSourceOptions>().Sum(RateOf);
        LayerStep highest = LayerStep.None;
        for (int spatial = 0; spatial < video.Rates.Count; spatial++)
        {
            for (int temporal = 0; temporal < video.TemporalLayers; temporal++)
            {
                var step = new LayerStep(spatial, temporal);
                highest = IsUseful(video, step) && RateOf(video, step) <= left ? step : highest;
            }
        }

        return highest;
    }

    /// <summary>A larger picture is not worth a quarter of the frames of a camera.</summary>
    private static bool IsUseful(VideoSourceOptions video, LayerStep step) =>
        step is { Spatial: 0 } or { Temporal: > 0 } || video.TemporalLayers < 3 || video.FramesPerSecond < 20;
}
