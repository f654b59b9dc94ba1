namespace Tureen.Ortc;

/// <summary>Gives a consumer the payload types and extension ids of a receiver that made an offer, in place of the router's.</summary>
internal static class PreferredNumbers
{
    /// <summary>The capabilities with the router's ids for the extensions that a producer has, so that the ordinary negotiation finds them.</summary>
    /// <param name="kind">The kind of media.</param>
    /// <param name="consumable">The consumable parameters of the Producer.</param>
    /// <param name="remote">The capabilities of the receiver; they are not changed.</param>
    public static RtpCapabilities WithRouterIds(MediaKind kind, RtpParameters consumable, RtpCapabilities remote)
    {
        RtpCapabilities copy = remote.Clone();
        copy.HeaderExtensions.RemoveAll(extension => extension.Kind != kind);
        foreach (RtpHeaderExtension extension in copy.HeaderExtensions)
        {
            extension.PreferredId = consumable.HeaderExtensions.Find(known => IsSame(known.Uri, extension.Uri))?.Id ?? extension.PreferredId;
        }

        return copy;
    }

    /// <summary>
    /// Changes the extension ids of a consumer to the receiver's. A codec without a payload type of the receiver's goes, and retransmission with RTX if the
    /// receiver has none for the codec.
    /// </summary>
    /// <param name="kind">The kind of media.</param>
    /// <param name="parameters">The parameters of the consumer, with the router's numbers; changed, but for their payload types.</param>
    /// <param name="remote">The capabilities of the receiver.</param>
    /// <returns>The receiver's payload types by the router's.</returns>
    public static Dictionary<int, int> Apply(MediaKind kind, RtpParameters parameters, RtpCapabilities remote)
    {
        foreach (RtpHeaderExtensionParameters extension in parameters.HeaderExtensions)
        {
            extension.Id = remote.HeaderExtensions.Find(offered => offered.Kind == kind && IsSame(offered.Uri, extension.Uri))?.PreferredId ?? extension.Id;
        }

        Dictionary<int, int> payloadTypes = [];
        foreach (RtpCodecParameters codec in parameters.Codecs.Where(static codec => !codec.IsRtx))
        {
            if (remote.Codecs.Find(offered => CodecMatching.Matches(offered, codec, strict: true))?.PreferredPayloadType is { } own)
            {
                payloadTypes[codec.PayloadType] = own;
            }
        }

        foreach (RtpCodecParameters rtx in parameters.Codecs.Where(static codec => codec.IsRtx))
        {
            if (payloadTypes.TryGetValue(rtx.AssociatedPayloadType ?? 0, out int media)
                && remote.Codecs.Find(offered => offered.IsRtx && offered.AssociatedPayloadType == media)?.PreferredPayloadType is { } own)
            {
                payloadTypes[rtx.PayloadType] = own;
            }
        }

        parameters.Codecs.RemoveAll(codec => !payloadTypes.ContainsKey(codec.PayloadType));
        if (!parameters.Codecs.Exists(static codec => codec.IsRtx))
        {
            parameters.Encodings.ForEach(static encoding => encoding.Rtx = null);
        }

        return payloadTypes;
    }

    /// <summary>A copy with other payload types.</summary>
    public static RtpParameters WithPayloadTypes(RtpParameters parameters, Dictionary<int, int> payloadTypes)
    {
        RtpParameters copy = parameters.Clone();
        foreach (RtpCodecParameters codec in copy.Codecs)
        {
            codec.PayloadType = payloadTypes[codec.PayloadType];
            if (codec.IsRtx)
            {
                codec.Parameters["apt"] = payloadTypes[codec.AssociatedPayloadType ?? 0];
            }
        }

        return copy;
    }

    private static bool IsSame(string uri, string other) => string.Equals(uri, other, StringComparison.Ordinal);
}
