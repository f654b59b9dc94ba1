using System.Globalization;

namespace Tureen.Ortc;

/// <summary>Computes what a Consumer receives of what a router offers.</summary>
public static class ConsumerNegotiation
{
    /// <summary>Determines whether an endpoint can receive a Producer.</summary>
    /// <param name="consumable">The consumable parameters of the Producer.</param>
    /// <param name="remoteCapabilities">The capabilities of the endpoint; they are not changed.</param>
    /// <returns>Whether there is a media codec in common.</returns>
    /// <exception cref="MediasoupTypeException">The capabilities are invalid.</exception>
    public static bool CanConsume(RtpParameters consumable, RtpCapabilities remoteCapabilities)
    {
        // The same check as when a consumer is made, so that both agree.
        return CommonCodecs(consumable, Normalised(remoteCapabilities), enableRtx: true) is [{ IsRtx: false }, ..];
    }

    /// <summary>Makes the parameters of a Consumer; its <c>mid</c> is left to the transport.</summary>
    /// <param name="consumable">The consumable parameters of the Producer.</param>
    /// <param name="remoteCapabilities">The capabilities of the endpoint; they are not changed.</param>
    /// <param name="pipe">Whether all streams are given, unchanged, instead of one.</param>
    /// <param name="enableRtx">Whether lost packets are retransmitted, with RTX and NACK.</param>
    /// <param name="ssrc">The SSRC of the first stream; random, of nine digits, if not given.</param>
    /// <param name="rtxSsrc">
    /// With <paramref name="pipe"/>, the SSRC of the first RTX stream; random if not given. Without, RTX uses the SSRC
    /// after that of the media.
    /// </param>
    /// <returns>The parameters of the Consumer.</returns>
    /// <exception cref="MediasoupTypeException">The capabilities are invalid.</exception>
    /// <exception cref="UnsupportedException">There is no media codec in common.</exception>
    public static RtpParameters GetConsumerRtpParameters(
        RtpParameters consumable,
        RtpCapabilities remoteCapabilities,
        bool pipe,
        bool enableRtx,
        uint? ssrc = null,
        uint? rtxSsrc = null)
    {
        RtpCapabilities remote = Normalised(remoteCapabilities);
        var parameters = new RtpParameters
        {
            Codecs = CommonCodecs(consumable, remote, enableRtx),
            HeaderExtensions = consumable.HeaderExtensions.FindAll(extension => remote.HeaderExtensions.Exists(
                    offered => offered.Direction != RtpHeaderExtensionDirection.Stopped
                        && offered.PreferredId == extension.Id
                        && string.Equals(offered.Uri, extension.Uri, StringComparison.Ordinal)))
                .CloneAll(),
            Rtcp = consumable.Rtcp.Clone(),
            Msid = consumable.Msid,
        };
        if (parameters.Codecs.Count == 0 || parameters.Codecs[0].IsRtx)
        {
            RtpCodecParameters media = consumable.Codecs[0];
            throw new UnsupportedException(
                $"no compatible media codecs [mimeType:{media.MimeType}]: {CodecMismatch.Describe(media, remote.Codecs)}");
        }

        if (!NeedsDependencyDescriptor(consumable, parameters.Codecs[0]))
        {
            parameters.HeaderExtensions.RemoveAll(static extension =>
                string.Equals(extension.Uri, RtpHeaderExtensionUri.DependencyDescriptor, StringComparison.Ordinal));
        }

        bool rtxSupported = parameters.Codecs.Exists(codec => codec.IsRtx);
        FeedbackReduction.Apply(parameters);
        uint firstSsrc = ssrc ?? RandomSsrc.Next();
        parameters.Encodings = pipe
            ? AllEncodings(consumable, firstSsrc, rtxSupported ? rtxSsrc ?? RandomSsrc.Next() : null)
            : [SingleEncoding(consumable, firstSsrc, rtxSupported)];
        return parameters;
    }

    /// <summary>Makes the parameters of a Consumer on a PipeTransport, which leads to another router.</summary>
    /// <param name="consumable">The consumable parameters of the Producer.</param>
    /// <param name="enableRtx">Whether lost packets are retransmitted, with RTX and NACK.</param>
    /// <param name="ssrc">The SSRC of the first stream; random, of nine digits, if not given.</param>
    /// <param name="rtxSsrc">The SSRC of the first RTX stream; random, of nine digits, if not given.</param>
    /// <returns>The parameters of the Consumer, without <c>mid</c>.</returns>
    public static RtpParameters GetPipeConsumerRtpParameters(
        RtpParameters consumable,
        bool enableRtx,
        uint? ssrc = null,
        uint? rtxSsrc = null)
    {
        List<RtpCodecParameters> codecs = consumable.Codecs.FindAll(codec => enableRtx || !codec.IsRtx).CloneAll();
        foreach (RtpCodecParameters codec in codecs)
        {
            codec.RtcpFeedback.RemoveAll(feedback => (feedback.Type, feedback.Parameter) switch
            {
                ("nack", "pli") or ("ccm", "fir") => false,
                ("nack", null or "") => !enableRtx,
                _ => true,
            });
        }

        // The next router needs the layers, so the descriptor passes even where Consumers do not get it.
        List<RtpHeaderExtensionParameters> extensions = consumable.HeaderExtensions
            .FindAll(extension => extension.Uri is not (RtpHeaderExtensionUri.Mid
                or RtpHeaderExtensionUri.AbsSendTime
                or RtpHeaderExtensionUri.TransportWideCc
                or RtpHeaderExtensionUri.DependencyDescriptor))
            .CloneAll();
        extensions.Add(new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.DependencyDescriptor, Id = 7 });
        return new RtpParameters
        {
            Codecs = codecs,
            HeaderExtensions = [.. extensions.OrderBy(extension => extension.Id)],
            Encodings = AllEncodings(
                consumable,
                ssrc ?? RandomSsrc.Next(),
                enableRtx ? rtxSsrc ?? RandomSsrc.Next() : null),
            Rtcp = consumable.Rtcp.Clone(),
            Msid = consumable.Msid,
        };
    }

    /// <summary>
    /// In one AV1 stream, only dependency descriptors distinguish the layers. Where encodings are switched, their frame numbers jump,
    /// and other codecs carry everything in their payload.
    /// </summary>
    private static bool NeedsDependencyDescriptor(RtpParameters consumable, RtpCodecParameters codec) =>
        consumable.Encodings.Count == 1 && string.Equals(codec.MimeType, "video/AV1", StringComparison.OrdinalIgnoreCase);

    private static RtpCapabilities Normalised(RtpCapabilities capabilities)
    {
        RtpCapabilities? copy = capabilities?.Clone();
        RtpValidation.Validate(copy);
        return copy;
    }

    private static RtpCodecCapability? FindMatch(RtpCapabilities remote, RtpCodecParameters codec)
        => remote.Codecs.Find(candidate => CodecMatching.Matches(candidate, codec, strict: true));

    private static List<RtpCodecParameters> CommonCodecs(
        RtpParameters consumable,
        RtpCapabilities remote,
        bool enableRtx)
    {
        List<RtpCodecParameters> codecs = [];
        foreach (RtpCodecParameters codec in consumable.Codecs)
        {
            if ((enableRtx || !codec.IsRtx) && FindMatch(remote, codec) is { } match)
            {
                RtpCodecParameters common = codec.Clone();
                common.RtcpFeedback = match.RtcpFeedback
                    .FindAll(feedback => enableRtx || feedback is not { Type: "nack", Parameter: null or "" })
                    .CloneAll();
                codecs.Add(common);
            }
        }

        // An RTX codec matches any other, so it may have outlived its media codec.
        codecs.RemoveAll(rtx => rtx.IsRtx
            && !codecs.Exists(codec => !codec.IsRtx && codec.PayloadType == rtx.AssociatedPayloadType));
        return codecs;
    }

    private static RtpEncodingParameters SingleEncoding(RtpParameters consumable, uint ssrc, bool rtxSupported)
    {
        string? mode = consumable.Encodings
            .Find(encoding => !string.IsNullOrEmpty(encoding.ScalabilityMode))?.ScalabilityMode;
        if (consumable.Encodings.Count > 1)
        {
            int temporalLayers = ScalabilityMode.Parse(mode).TemporalLayers;
            mode = string.Create(CultureInfo.InvariantCulture, $"L{consumable.Encodings.Count}T{temporalLayers}");
        }

        long maxBitrate = consumable.Encodings.Select(encoding => encoding.MaxBitrate ?? 0).DefaultIfEmpty().Max();
        return new RtpEncodingParameters
        {
            Ssrc = ssrc,
            Rtx = rtxSupported ? new RtpRtxParameters { Ssrc = ssrc + 1 } : null,
            ScalabilityMode = mode,
            MaxBitrate = maxBitrate > 0 ? maxBitrate : null,
        };
    }

    private static List<RtpEncodingParameters> AllEncodings(RtpParameters consumable, uint ssrc, uint? rtxSsrc)
    {
        List<RtpEncodingParameters> encodings = consumable.Encodings.CloneAll();
        for (int i = 0; i < encodings.Count; i++)
        {
            encodings[i].Ssrc = ssrc + (uint)i;
            encodings[i].Rtx = rtxSsrc is { } first ? new RtpRtxParameters { Ssrc = first + (uint)i } : null;
        }

        return encodings;
    }
}
