using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>Reads the offer of an endpoint that sends, and agrees with it on codecs, extensions and streams (RFC 9429, section 5.3).</summary>
internal static class OfferedTracks
{
    private const string Send = "send";

    /// <summary>One stream and its retransmission for each encoding.</summary>
    private const int MaxSsrcs = OrtcLimits.MaxEncodings * 2;

    /// <summary>Reads all media sections in which the endpoint sends something that the router takes, in their order.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="router">The router's capabilities.</param>
    /// <exception cref="MediasoupTypeException">The offer is wrong, or a section has no codec that the router takes.</exception>
    public static List<OfferedTrack> Read(SessionDescription offer, RtpCapabilities router)
    {
        RtpCapabilities endpoint = OfferedCapabilities.Read(offer, addsOpusNack: false);
        ExtendedRtpCapabilities extended = ClientNegotiation.GetExtendedRtpCapabilities(endpoint, router);
        List<OfferedTrack> tracks = [];
        for (int index = 0; index < offer.Media.Count; index++)
        {
            SdpMedia section = offer.Media[index];
            if (section.Kind is { } kind && !section.IsRejected && section.Sends)
            {
                tracks.Add(Read(index, section, kind, extended));
            }
        }

        return tracks;
    }

    private static OfferedTrack Read(int index, SdpMedia section, MediaKind kind, ExtendedRtpCapabilities extended)
    {
        RtpParameters sent = ClientNegotiation.GetSendingRtpParameters(kind, extended);
        RtpParameters answered = ClientNegotiation.GetSendingRemoteRtpParameters(kind, extended);
        int payloadType = FindPayloadType(section, sent.Codecs)
            ?? throw new MediasoupTypeException($"the offer has no {section.Type} codec that the room takes [formats:{section.Formats}]");
        sent.Codecs = WithRtx(sent.Codecs, payloadType);
        answered.Codecs = WithRtx(answered.Codecs, payloadType);
        sent.Mid = section.Mid ?? throw new MediasoupTypeException($"a media section of the offer has no a=mid [type:{section.Type}]");
        sent.Rtcp.Cname = OfferedStreams.Cname(section);
        sent.Encodings = ReadEncodings(section, hasRtx: sent.Codecs.Count > 1);
        return new OfferedTrack(index, section, kind, sent, answered);
    }

    /// <summary>The endpoint prefers what comes first in its section.</summary>
    private static int? FindPayloadType(SdpMedia section, List<RtpCodecParameters> codecs)
    {
        foreach (string format in section.Formats.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out int payloadType)
                && codecs.Exists(codec => codec.PayloadType == payloadType && !codec.IsRtx))
            {
                return payloadType;
            }
        }

        return null;
    }

    private static List<RtpCodecParameters> WithRtx(List<RtpCodecParameters> codecs, int payloadType) =>
        codecs.FindAll(codec => codec.IsRtx ? codec.AssociatedPayloadType == payloadType : codec.PayloadType == payloadType);

    private static List<RtpEncodingParameters> ReadEncodings(SdpMedia section, bool hasRtx)
    {
        List<string> rids = ReadRids(section);
        if (rids.Count > 0)
        {
            return rids.ConvertAll(static rid => new RtpEncodingParameters { Rid = rid });
        }

        // Endpoints that name no stream are known by their MID or payload type.
        uint[] ssrcs = [.. section.Ssrcs.Select(static line => line.Ssrc).Where(static ssrc => ssrc != 0).Distinct().Take(MaxSsrcs + 1)];
        if (ssrcs.Length > MaxSsrcs)
        {
            throw new MediasoupTypeException($"a media section of the offer names more than {MaxSsrcs} streams [type:{section.Type}]");
        }

        if (ssrcs.Length == 0)
        {
            return [new RtpEncodingParameters()];
        }

        // Some encoders name the stream and its retransmission without a group.
        bool isUngroupedRtx = hasRtx && ssrcs.Length == 2 && !section.SsrcGroups.Any();
        return isUngroupedRtx
            ? [new RtpEncodingParameters { Ssrc = ssrcs[0], Rtx = new RtpRtxParameters { Ssrc = ssrcs[1] } }]
            : OfferedStreams.Encodings(section, hasRtx);
    }

    /// <summary>In the order of <c>a=simulcast</c>, which is that of quality in browsers; of alternatives the first (RFC 8853, section 5.1).</summary>
    private static List<string> ReadRids(SdpMedia section)
    {
        string[] words = section.Attribute("simulcast")?.Trim().Split(' ') ?? [];
        int send = Array.IndexOf(words, Send);
        if (send >= 0 && send + 1 < words.Length)
        {
            return [.. words[send + 1].Split(';').Select(static stream => stream.Split(',')[0].TrimStart('~'))];
        }

        return [.. section.Attributes("rid")
            .Select(static rid => rid.Split(' ', 3))
            .Where(static parts => parts.Length > 1 && parts[1] is Send)
            .Select(static parts => parts[0])];
    }
}
