using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Resolves what one RTP stream may do from its codec's parameters and feedback.</summary>
internal static class StreamParametersFactory
{
    public static RtpStreamParameters Create(
        int encodingIdx,
        uint ssrc,
        string? rid,
        RtpCodecParameters codec,
        string cname,
        ProducerEncoding? encoding = null)
    {
        return new RtpStreamParameters
        {
            EncodingIdx = encodingIdx,
            Ssrc = ssrc,
            PayloadType = (byte)codec.PayloadType,
            MimeType = codec.MimeType,
            ClockRate = codec.ClockRate,
            Rid = rid,
            Cname = cname,
            UseNack = HasFeedback(codec, "nack", string.Empty),
            UsePli = HasFeedback(codec, "nack", "pli"),
            UseFir = HasFeedback(codec, "ccm", "fir"),
            UseInBandFec = codec.Parameters["useinbandfec"].AsInteger() == 1,
            UseDtx = codec.Parameters["usedtx"].AsInteger() == 1 || encoding?.Dtx == true,
            SpatialLayers = encoding?.SpatialLayers ?? 1,
            TemporalLayers = encoding?.TemporalLayers ?? 1,
        };
    }

    private static bool HasFeedback(RtpCodecParameters codec, string type, string parameter) =>
        codec.RtcpFeedback.Exists(feedback => feedback.Type == type && (feedback.Parameter ?? string.Empty) == parameter);
}
