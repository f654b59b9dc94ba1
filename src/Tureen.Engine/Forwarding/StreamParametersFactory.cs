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

    /// <summary>The sender of one encoding, with its RTX stream if there is a codec for it.</summary>
    public static RtpStreamSender CreateSender(
        EngineContext context, RtpParameters parameters, int index, RtpCodecParameters codec, RtpCodecParameters? rtxCodec)
    {
        RtpEncodingParameters encoding = parameters.Encodings[index];
        RtpStreamParameters stream = Create(index, encoding, codec, parameters.Rtcp.Cname ?? string.Empty);
        var sender = new RtpStreamSender(stream, context.Random, context.Packets);
        if (rtxCodec is not null)
        {
            sender.AttachRtx((byte)rtxCodec.PayloadType, encoding.Rtx!.Ssrc);
            foreach (RtpCodecParameters rtx in parameters.Codecs.Where(static codec => codec.IsRtx))
            {
                sender.AddRtxPayloadType(rtx.AssociatedPayloadType ?? -1, rtx.PayloadType);
            }
        }

        return sender;
    }

    /// <summary>The codec of an encoding that is sent.</summary>
    public static RtpCodecParameters FindCodec(RtpParameters parameters, RtpEncodingParameters encoding) =>
        parameters.Codecs.Find(codec => !codec.IsRtx && codec.PayloadType == encoding.CodecPayloadType)
        ?? parameters.Codecs.Find(static codec => !codec.IsRtx)!;

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
