using Tureen.Ortc;

namespace Tureen.Client.Native.Tracks;

/// <summary>Writes the options of Opus into what the server gets. How the audio is encoded is up to the application.</summary>
internal static class OpusOptions
{
    public static void Apply(ProducerCodecOptions options, RtpCodecParameters sent)
    {
        Set(sent, "sprop-stereo", Number(options.OpusStereo));
        Set(sent, "useinbandfec", Number(options.OpusFec));
        Set(sent, "usedtx", Number(options.OpusDtx));
        Set(sent, "ptime", options.OpusPtime);
        if (options.OpusNack is not true)
        {
            // An application that sets options must ask for it, as in a browser.
            sent.RtcpFeedback.RemoveAll(static feedback => feedback is { Type: "nack", Parameter: null or "" });
        }
    }

    private static int? Number(bool? value) => value is null ? null : value.Value ? 1 : 0;

    private static void Set(RtpCodecParameters codec, string name, int? value)
    {
        if (value is { } number)
        {
            codec.Parameters[name] = number;
        }
    }
}
