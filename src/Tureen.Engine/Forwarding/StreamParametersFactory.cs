using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>Resolves what one RTP stream may do from its codec's parameters and feedback.</summary>
internal static class StreamParametersFactory
{
    /// <summary>A stream that is received.</summary>
    public static RtpStreamParameters Create(ProducerEncoding encoding, RtpCodecParameters codec, uint ssrc, string cname) => Create(
        encoding.Index, ssrc, encoding.Rid, codec, cname, encoding.SpatialLayers, encoding.TemporalLayers, encoding.Dtx);

    /// <summary>A stream that is sent.</summary>
    public static RtpStreamParameters Create(int index, RtpEncodingParameters encoding, RtpCodecParameters codec, string cname)
    {
        ScalabilityMode mode = ScalabilityMode.Parse(encoding.ScalabilityMode);
        return Create(
            index, encoding.Ssrc!.Value, null, codec, cname, mode.SpatialLayers, mode.TemporalLayers, encoding.Dtx == true);
    }

    private static RtpStreamParameters Create(
        int encodingIdx,
        uint ssrc,
        string? rid,
        RtpCodecParameters codec,
        string cname,
        int spatialLayers,
        int temporalLayers,
        bool dtx)
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
            UseDtx = codec.Parameters["usedtx"].AsInteger() == 1 || dtx,
            SpatialLayers = spatialLayers,
            TemporalLayers = temporalLayers,
        };
    }

    private static bool HasFeedback(RtpCodecParameters codec, string type, string parameter) =>
        codec.RtcpFeedback.Exists(feedback => feedback.Type == type && (feedback.Parameter ?? string.Empty) == parameter);
}
