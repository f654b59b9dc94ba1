using Tureen.Ortc;

namespace Tureen.Client.Browser.Sdp;

/// <summary>Writes the codec options of a Producer into the parameters of both sides.</summary>
internal static class CodecOptions
{
    /// <param name="options">The options.</param>
    /// <param name="sent">The parameters that the server gets.</param>
    /// <param name="answered">The parameters with which the browser's offer is answered.</param>
    public static void Apply(ProducerCodecOptions options, RtpParameters sent, RtpParameters answered)
    {
        foreach (RtpCodecParameters codec in answered.Codecs)
        {
            RtpCodecParameters own = sent.Codecs.Find(one => one.PayloadType == codec.PayloadType) ?? codec;
            switch (codec.MimeType.ToLowerInvariant())
            {
                case "audio/opus" or "audio/multiopus":
                    ApplyOpus(options, own, codec);
                    break;
                case "video/vp8" or "video/vp9" or "video/h264" or "video/h265" or "video/av1":
                    Set(codec, "x-google-start-bitrate", options.VideoGoogleStartBitrate);
                    Set(codec, "x-google-max-bitrate", options.VideoGoogleMaxBitrate);
                    Set(codec, "x-google-min-bitrate", options.VideoGoogleMinBitrate);
                    break;
                default:
                    break;
            }
        }
    }

    private static void ApplyOpus(ProducerCodecOptions options, RtpCodecParameters sent, RtpCodecParameters answered)
    {
        Set(sent, "sprop-stereo", Number(options.OpusStereo));
        Set(answered, "stereo", Number(options.OpusStereo));
        foreach (RtpCodecParameters codec in new[] { sent, answered })
        {
            Set(codec, "useinbandfec", Number(options.OpusFec));
            Set(codec, "usedtx", Number(options.OpusDtx));
        }

        Set(answered, "maxplaybackrate", options.OpusMaxPlaybackRate);
        Set(answered, "maxaveragebitrate", options.OpusMaxAverageBitrate);
        Set(sent, "ptime", options.OpusPtime);
        Set(answered, "ptime", options.OpusPtime);
        if (options.OpusNack is not true)
        {
            // Browsers support it, but an application that sets options must ask for it.
            sent.RtcpFeedback.RemoveAll(IsNack);
            answered.RtcpFeedback.RemoveAll(IsNack);
        }
    }

    private static bool IsNack(RtcpFeedback feedback) => feedback is { Type: "nack", Parameter: null or "" };

    private static int? Number(bool? value) => value is null ? null : value.Value ? 1 : 0;

    private static void Set(RtpCodecParameters codec, string name, int? value)
    {
        if (value is { } number)
        {
            codec.Parameters[name] = number;
        }
    }
}
