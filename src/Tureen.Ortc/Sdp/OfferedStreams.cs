using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>The streams of one media section that a browser offers to send.</summary>
internal static class OfferedStreams
{
    /// <summary>The CNAME; empty when the section names no streams, as with RIDs.</summary>
    public static string Cname(SdpMedia offer) =>
        offer.Ssrcs.Where(line => line.Attribute is "cname").Select(line => line.Value).FirstOrDefault() ?? "";

    /// <summary>One encoding for each stream that is no retransmission of another; streams with one come first.</summary>
    /// <param name="offer">The section.</param>
    /// <param name="hasRtx">Whether the codec that is sent has an RTX codec beside it.</param>
    public static List<RtpEncodingParameters> Encodings(SdpMedia offer, bool hasRtx)
    {
        List<uint> single = [.. offer.Ssrcs.Select(line => line.Ssrc).Where(ssrc => ssrc != 0).Distinct()];
        if (single.Count == 0)
        {
            throw new InvalidOperationException("The offer names no stream.");
        }

        List<RtpEncodingParameters> encodings = [];
        foreach ((string semantics, uint[] ssrcs) in offer.SsrcGroups)
        {
            if (semantics is "FID" && ssrcs.Length > 1 && single.Remove(ssrcs[0]))
            {
                single.Remove(ssrcs[1]);
                encodings.Add(new RtpEncodingParameters
                {
                    Ssrc = ssrcs[0],
                    Rtx = hasRtx ? new RtpRtxParameters { Ssrc = ssrcs[1] } : null,
                });
            }
        }

        encodings.AddRange(single.Select(ssrc => new RtpEncodingParameters { Ssrc = ssrc }));
        return encodings;
    }

    /// <summary>
    /// Rewrites a section so that its one stream becomes several with consecutive SSRCs, which is how browsers without RIDs do simulcast.
    /// </summary>
    public static void UseSeveralSsrcs(SdpMedia offer, int count)
    {
        (uint first, _, string msid) = offer.Ssrcs.FirstOrDefault(line => line.Attribute is "msid");
        string cname = Cname(offer);
        if (first == 0 || cname.Length == 0)
        {
            throw new InvalidOperationException("The offer names no stream with msid and cname.");
        }

        uint? firstRtx = offer.SsrcGroups
            .Where(group => group is { Semantics: "FID", Ssrcs.Length: > 1 } && group.Ssrcs[0] == first)
            .Select(group => (uint?)group.Ssrcs[1])
            .FirstOrDefault();
        offer.RemoveAttributes("ssrc");
        offer.RemoveAttributes("ssrc-group");
        uint[] ssrcs = [.. Enumerable.Range(0, count).Select(index => first + (uint)index)];
        offer.AddAttribute("ssrc-group", "SIM " + string.Join(' ', ssrcs.Select(Text)));
        foreach (uint ssrc in firstRtx is { } rtx ? ssrcs.Concat(ssrcs.Select(ssrc => rtx + (ssrc - first))) : ssrcs)
        {
            offer.AddAttribute("ssrc", $"{Text(ssrc)} cname:{cname}");
            offer.AddAttribute("ssrc", $"{Text(ssrc)} msid:{msid}");
        }

        foreach (uint ssrc in firstRtx is null ? [] : ssrcs)
        {
            offer.AddAttribute("ssrc-group", $"FID {Text(ssrc)} {Text(firstRtx!.Value + (ssrc - first))}");
        }
    }

    private static string Text(uint ssrc) => ssrc.ToString(CultureInfo.InvariantCulture);
}
