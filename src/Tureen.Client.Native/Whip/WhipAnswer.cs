using System.Globalization;
using Tureen.Client.Native.Settings;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Native.Whip;

/// <summary>What an endpoint answers: how it is reached, and what it takes or sends in each section.</summary>
internal sealed class WhipAnswer
{
    private readonly SessionDescription _description;
    private readonly ExtendedRtpCapabilities _common;

    private WhipAnswer(SessionDescription description)
    {
        _description = description;
        _common = ClientNegotiation.GetExtendedRtpCapabilities(NativeCapabilities.Create(), OfferedCapabilities.Read(description, addsOpusNack: false));
        Ice = ReadIce(description);
        Dtls = ReadDtls();
        Candidates = ReadCandidates(description);
    }

    public IceParameters Ice { get; }

    public DtlsParameters Dtls { get; }

    public IReadOnlyList<IceCandidate> Candidates { get; }

    /// <exception cref="WhipException">It is none, or it lacks something.</exception>
    public static WhipAnswer Read(string text, WhipOffer offer)
    {
        try
        {
            SessionDescription description = SessionDescription.Parse(text);
            if (description.Media.Count != offer.Sections.Count)
            {
                throw new WhipException($"the answer has {description.Media.Count} media sections, the offer {offer.Sections.Count}");
            }

            return new WhipAnswer(description);
        }
        catch (Exception exception) when (exception is MediasoupTypeException or FormatException or ArgumentException)
        {
            throw new WhipException($"the answer is wrong: {exception.Message}");
        }
    }

    /// <summary>The credentials of a restart.</summary>
    /// <exception cref="WhipException">There are none.</exception>
    public static IceParameters ReadFragment(string text) => ReadIce(SessionDescription.Parse(text));

    /// <summary>What is sent in a section; null when the endpoint does not take it.</summary>
    public RtpParameters? FindSent(WhipSection section, string cname)
    {
        if (FindOpen(section) is not { } media || !media.Receives || FindCodecs(section, media) is not { } parameters)
        {
            return null;
        }

        bool hasRtx = parameters.Codecs.Exists(static codec => codec.IsRtx);
        parameters.Encodings = [.. section.Encodings.Select(encoding => new RtpEncodingParameters { Ssrc = encoding.Ssrc, Rtx = hasRtx ? encoding.Rtx : null })];
        parameters.Rtcp = new RtcpParameters { Cname = cname, ReducedSize = true, Mux = true };
        return parameters;
    }

    /// <summary>What the endpoint sends in a section; null for nothing.</summary>
    public RtpParameters? FindReceived(WhipSection section)
    {
        if (FindOpen(section) is not { } media || !media.Sends || FindCodecs(section, media) is not { } parameters)
        {
            return null;
        }

        bool hasRtx = parameters.Codecs.Exists(static codec => codec.IsRtx);
        bool namesStreams = media.Ssrcs.Any(static line => line.Ssrc != 0);
        parameters.Encodings = namesStreams ? [OfferedStreams.Encodings(media, hasRtx)[0]] : [new RtpEncodingParameters()];
        parameters.Rtcp = new RtcpParameters { Cname = OfferedStreams.Cname(media), ReducedSize = true, Mux = true };
        return parameters;
    }

    private static IceParameters ReadIce(SessionDescription description)
    {
        string? First(string name) => description.Session.Attribute(name) ?? description.Media.Select(media => media.Attribute(name)).FirstOrDefault(static value => value is not null);
        return new IceParameters
        {
            UsernameFragment = First("ice-ufrag") ?? throw new WhipException("the answer has no a=ice-ufrag"),
            Password = First("ice-pwd") ?? throw new WhipException("the answer has no a=ice-pwd"),
            IceLite = description.Session.Attribute("ice-lite") is not null,
        };
    }

    private static List<IceCandidate> ReadCandidates(SessionDescription description)
    {
        List<IceCandidate> candidates = [];
        foreach (string line in description.Media.SelectMany(static media => media.Attributes("candidate")).Distinct(StringComparer.Ordinal))
        {
            if (ReadCandidate(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)) is { } candidate)
            {
                candidates.Add(candidate);
            }
        }

        return candidates;
    }

    /// <summary>foundation component protocol priority address port "typ" type … (RFC 8839 §5.1). What cannot be read is left out.</summary>
    private static IceCandidate? ReadCandidate(string[] words)
    {
        if (words is not [string foundation, "1", string protocol, string priority, string address, string port, "typ", string type, ..]
            || !WireEnum.TryParse(protocol.ToLowerInvariant(), out TransportProtocol transport)
            || !uint.TryParse(priority, NumberStyles.None, CultureInfo.InvariantCulture, out uint rank)
            || !ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number)
            || !WireEnum.TryParse(type, out IceCandidateType kind))
        {
            return null;
        }

        int tcpType = Array.IndexOf(words, "tcptype");
        return new IceCandidate
        {
            Foundation = foundation,
            Priority = rank,
            Address = address,
            Ip = address,
            Protocol = transport,
            Port = number,
            Type = kind,
            TcpType = tcpType > 0 && tcpType + 1 < words.Length && WireEnum.TryParse(words[tcpType + 1], out IceCandidateTcpType how) ? how : null,
        };
    }

    private DtlsParameters ReadDtls()
    {
        SdpMedia? media = _description.Media.FirstOrDefault(static media => media.Port != 0)
            ?? throw new WhipException("the endpoint takes nothing of the offer");
        string setup = _description.Session.Attribute("setup") ?? media.Attribute("setup") ?? throw new WhipException("the answer has no a=setup");
        string fingerprint = _description.Session.Attribute("fingerprint") ?? media.Attribute("fingerprint")
            ?? throw new WhipException("the answer has no a=fingerprint");
        string[] parts = fingerprint.Split(' ', 2);
        return new DtlsParameters
        {
            Role = setup == "active" ? DtlsRole.Client : DtlsRole.Server,
            Fingerprints = [new DtlsFingerprint
            {
                Algorithm = WireEnum.TryParse(parts[0].ToLowerInvariant(), out FingerprintAlgorithm algorithm)
                    ? algorithm
                    : throw new WhipException($"the answer has a fingerprint by '{parts[0]}'"),
                Value = parts.Length > 1 ? parts[1].Trim() : "",
            }],
        };
    }

    private SdpMedia? FindOpen(WhipSection section) => _description.FindByMid(section.Mid) is { Port: not 0 } media && media.Kind == section.Kind ? media : null;

    /// <summary>The first codec of the answer, and its retransmission.</summary>
    private RtpParameters? FindCodecs(WhipSection section, SdpMedia media)
    {
        RtpParameters parameters = ClientNegotiation.GetSendingRtpParameters(section.Kind, _common);
        int[] formats = [.. media.Formats.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(static format => int.TryParse(format, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : -1)];
        int chosen = Array.Find(formats, format => parameters.Codecs.Exists(codec => codec.PayloadType == format && !codec.IsRtx));
        parameters.Codecs = parameters.Codecs.FindAll(codec => codec.IsRtx ? codec.AssociatedPayloadType == chosen : codec.PayloadType == chosen);
        parameters.Mid = section.Mid;
        return parameters.Codecs.Count > 0 ? parameters : null;
    }
}
