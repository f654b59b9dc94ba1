using System.Globalization;
using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Negotiation;

/// <summary>Reads the native capabilities of a browser out of its recorded SDP offer, as a handler does.</summary>
internal static class OfferedCapabilities
{
    public static RtpCapabilities Read(string sdp, bool addOpusNack)
    {
        var capabilities = new RtpCapabilities { Codecs = [], HeaderExtensions = [] };
        var extensions = new SortedDictionary<int, RtpHeaderExtension>();
        foreach (string section in sdp.Split("\r\nm=").Skip(1))
        {
            string kind = section[..section.IndexOf(' ', StringComparison.Ordinal)];
            if (WireEnum.TryParse(kind, out MediaKind media))
            {
                ReadSection(media, section.Split("\r\n"), capabilities, extensions);
            }
        }

        foreach (RtpCodecCapability codec in capabilities.Codecs)
        {
            bool isOpus = codec.MimeType is "audio/opus" or "audio/multiopus";
            if (addOpusNack && isOpus && !codec.RtcpFeedback.Exists(feedback => feedback is { Type: "nack" }))
            {
                codec.RtcpFeedback.Add(new RtcpFeedback { Type = "nack", Parameter = "" });
            }
        }

        capabilities.HeaderExtensions.AddRange(extensions.Values);
        RtpValidation.Validate(capabilities, requirePayloadTypes: true);
        return capabilities;
    }

    private static void ReadSection(
        MediaKind kind,
        string[] lines,
        RtpCapabilities capabilities,
        SortedDictionary<int, RtpHeaderExtension> extensions)
    {
        var codecs = new Dictionary<int, RtpCodecCapability>();
        foreach (string payloadType in lines[0].Split(' ')[3..])
        {
            int number = int.Parse(payloadType, CultureInfo.InvariantCulture);
            string[] map = Values(lines, $"a=rtpmap:{payloadType} ").First().Split('/');
            codecs[number] = new RtpCodecCapability
            {
                MimeType = $"{kind.ToWireString()}/{map[0]}",
                PreferredPayloadType = number,
                ClockRate = int.Parse(map[1], CultureInfo.InvariantCulture),
                Channels = map.Length > 2 ? int.Parse(map[2], CultureInfo.InvariantCulture) : null,
            };
        }

        foreach ((int payloadType, RtpCodecCapability codec) in codecs)
        {
            foreach (string entry in Values(lines, $"a=fmtp:{payloadType} ").SelectMany(value => value.Split(';')))
            {
                string[] pair = entry.Split('=', 2);
                bool isNumber = double.TryParse(pair[^1], CultureInfo.InvariantCulture, out double number);
                bool keepText = pair.Length < 2 || pair[0] is "profile-level-id";
                codec.Parameters[pair[0]] = isNumber && !keepText ? number : pair[^1];
            }

            foreach (string feedback in Values(lines, $"a=rtcp-fb:{payloadType} "))
            {
                string[] parts = feedback.Split(' ', 2);
                codec.RtcpFeedback.Add(
                    new RtcpFeedback { Type = parts[0], Parameter = parts.Length > 1 ? parts[1] : null });
            }
        }

        capabilities.Codecs.AddRange(codecs.Values);
        foreach (string extension in Values(lines, "a=extmap:"))
        {
            string[] parts = extension.Split(' ');
            int id = int.Parse(parts[0].Split('/')[0], CultureInfo.InvariantCulture);
            extensions[id] = new RtpHeaderExtension { Kind = kind, Uri = parts[1], PreferredId = id };
        }
    }

    private static IEnumerable<string> Values(string[] lines, string prefix)
        => lines.Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..]);
}
