using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>What a browser can do, read out of an offer of its own.</summary>
internal static class OfferedCapabilities
{
    private const int MaxPayloadType = 127;
    private const string EncryptedExtension = "urn:ietf:params:rtp-hdrext:encrypt";

    /// <summary>
    /// Reads codecs, by payload type, and header extensions, by kind and identifier. With BUNDLE these mean the same in all sections, so a later
    /// section wins; but an extension is offered for audio and for video separately, and neither may hide that of the other.
    /// </summary>
    /// <param name="offer">The browser's offer.</param>
    /// <param name="addsOpusNack">Whether the browser can retransmit Opus without saying so.</param>
    public static RtpCapabilities Read(SessionDescription offer, bool addsOpusNack)
    {
        OrderedDictionary<int, RtpCodecCapability> codecs = [];
        OrderedDictionary<(MediaKind Kind, int Id), RtpHeaderExtension> extensions = [];
        foreach (SdpMedia media in offer.Media)
        {
            if (media.Kind is { } kind)
            {
                ReadCodecs(media, kind, codecs);
                ReadFeedback(media, kind, codecs);
                ReadExtensions(media, kind, extensions);
            }
        }

        RtpCapabilities capabilities = new() { Codecs = [.. codecs.Values], HeaderExtensions = [.. extensions.Values] };
        RtpValidation.Validate(capabilities, requirePayloadTypes: true);
        if (addsOpusNack)
        {
            AddOpusNack(capabilities.Codecs);
        }

        return capabilities;
    }

    private static void ReadCodecs(SdpMedia media, MediaKind kind, OrderedDictionary<int, RtpCodecCapability> codecs)
    {
        foreach (string value in media.Attributes("rtpmap"))
        {
            if (SdpMedia.ByPayloadType(value) is ( >= 0 and <= MaxPayloadType and int payloadType, var encoding)
                && encoding.Split('/') is [string name, string clockRate, .. string[] channels]
                && int.TryParse(clockRate, NumberStyles.None, CultureInfo.InvariantCulture, out int rate))
            {
                codecs[payloadType] = new RtpCodecCapability
                {
                    Kind = kind,
                    MimeType = $"{kind.ToWireString()}/{name}",
                    PreferredPayloadType = payloadType,
                    ClockRate = rate,
                    Channels = channels is [string count] && int.TryParse(count, CultureInfo.InvariantCulture, out int number) ? number : null,
                };
            }
        }

        foreach (string value in media.Attributes("fmtp"))
        {
            if (SdpMedia.ByPayloadType(value) is var (payloadType, parameters) && codecs.TryGetValue(payloadType, out RtpCodecCapability? codec))
            {
                codec.Parameters = FormatParameters.Parse(parameters);
            }
        }
    }

    private static void ReadFeedback(SdpMedia media, MediaKind kind, OrderedDictionary<int, RtpCodecCapability> codecs)
    {
        foreach (string value in media.Attributes("rtcp-fb"))
        {
            string[] parts = value.Split(' ', 3);
            if (parts.Length < 2)
            {
                continue;
            }

            bool isForAll = parts[0] is "*";
            IEnumerable<RtpCodecCapability> targets = isForAll
                ? codecs.Values.Where(codec => codec.Kind == kind && !codec.IsRtx)
                : codecs.Where(codec => string.Equals(codec.Key.ToString(CultureInfo.InvariantCulture), parts[0], StringComparison.Ordinal))
                    .Select(codec => codec.Value);
            foreach (RtpCodecCapability codec in targets.Where(static codec => codec.RtcpFeedback.Count <= OrtcLimits.MaxRtcpFeedback))
            {
                codec.RtcpFeedback.Add(new RtcpFeedback { Type = parts[1], Parameter = parts.Length > 2 ? parts[2] : null });
            }
        }
    }

    private static void ReadExtensions(SdpMedia media, MediaKind kind, OrderedDictionary<(MediaKind Kind, int Id), RtpHeaderExtension> extensions)
    {
        foreach (string value in media.Attributes("extmap"))
        {
            string[] parts = value.Split(' ');
            // The URI of an encrypted one comes after that of the encryption (RFC 6904), and mediasoup knows none of these.
            if (parts.Length >= 2
                && !string.Equals(parts[1], EncryptedExtension, StringComparison.Ordinal)
                && int.TryParse(parts[0].Split('/')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            {
                extensions[(kind, id)] = new RtpHeaderExtension { Kind = kind, Uri = parts[1], PreferredId = id };
            }
        }
    }

    private static void AddOpusNack(IEnumerable<RtpCodecCapability> codecs)
    {
        foreach (RtpCodecCapability codec in codecs)
        {
            bool isOpus = codec.MimeType.Equals("audio/opus", StringComparison.OrdinalIgnoreCase)
                || codec.MimeType.Equals("audio/multiopus", StringComparison.OrdinalIgnoreCase);
            if (isOpus && !codec.RtcpFeedback.Exists(feedback => feedback is { Type: "nack", Parameter: null or "" }))
            {
                codec.RtcpFeedback.Add(new RtcpFeedback { Type = "nack" });
            }
        }
    }
}
