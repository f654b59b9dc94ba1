using System.Globalization;

namespace Tureen.Ortc.Sdp;

/// <summary>Makes the sections of the server's description.</summary>
internal sealed class ServerSections(IceParameters ice, IReadOnlyList<IceCandidate> candidates, SctpParameters? sctp)
{
    private const string DataFormat = "webrtc-datachannel";

    /// <summary>The server's routers read the dependency descriptor of these codecs only.</summary>
    private static readonly string[] DependencyDescriptorCodecs = ["/av1", "/h264"];

    private static readonly string[] Multiplexed = ["a=rtcp-mux", "a=rtcp-rsize"];

    public IceParameters Ice { get; set; } = ice;

    /// <summary>The answer to a section in which the browser sends.</summary>
    /// <param name="offer">The browser's section.</param>
    /// <param name="parameters">What the server takes, with the codec options applied.</param>
    public ServerSection Answer(SdpMedia offer, RtpParameters parameters) => new(offer.Mid ?? "", offer.Type, isOffer: false, Ice, candidates)
    {
        Protocol = offer.Protocol,
        Formats = Formats(parameters),
        Codecs = parameters.Codecs,
        Extensions = [.. AnsweredExtensions(offer, parameters)],
        AllowsMixedExtensions = offer.Attribute("extmap-allow-mixed") is not null,
        Simulcast = ServerSimulcast.Answer(offer),
        FixedLines = Multiplexed,
    };

    /// <summary>An offer of the server to send.</summary>
    /// <param name="mid">The identification of the section.</param>
    /// <param name="kind">The kind of media.</param>
    /// <param name="parameters">The parameters of the Consumer.</param>
    /// <param name="streamId">Tracks with the same one are played in step.</param>
    /// <param name="trackId">The identifier that the track gets.</param>
    public ServerSection Offer(string mid, MediaKind kind, RtpParameters parameters, string streamId, string trackId) =>
        new(mid, kind.ToWireString(), isOffer: true, Ice, candidates)
        {
            Protocol = "UDP/TLS/RTP/SAVPF",
            Formats = Formats(parameters),
            Codecs = parameters.Codecs,
            Extensions = [.. parameters.HeaderExtensions.Select(extension => (extension.Id, extension.Uri))],
            AllowsMixedExtensions = true,
            StreamLines = [.. StreamLines(parameters)],
            FixedLines = [.. Multiplexed, $"a=msid:{streamId} {trackId}"],
        };

    /// <summary>The answer to a section in which the endpoint receives.</summary>
    /// <param name="offer">The endpoint's section.</param>
    /// <param name="parameters">The parameters of the Consumer, with the endpoint's payload types and ids.</param>
    /// <param name="streamId">Tracks with the same one are played in step.</param>
    /// <param name="trackId">The identifier that the track gets.</param>
    public ServerSection AnswerSending(SdpMedia offer, RtpParameters parameters, string streamId, string trackId) =>
        new(offer.Mid ?? "", offer.Type, isOffer: false, Ice, candidates)
        {
            Protocol = offer.Protocol,
            Formats = Formats(parameters),
            IsSending = true,
            Codecs = parameters.Codecs,
            Extensions = [.. parameters.HeaderExtensions.Select(extension => (extension.Id, extension.Uri))],
            AllowsMixedExtensions = offer.Attribute("extmap-allow-mixed") is not null,
            StreamLines = [.. StreamLines(parameters)],
            FixedLines = [.. Multiplexed, $"a=msid:{streamId} {trackId}"],
        };

    /// <summary>The answer to a section that is not wanted (RFC 9429, section 5.3.1).</summary>
    public ServerSection Reject(SdpMedia offer)
    {
        var section = new ServerSection(offer.Mid ?? "", offer.Type, isOffer: false, Ice, candidates) { Protocol = offer.Protocol, Formats = offer.Formats };
        section.Close();
        return section;
    }

    /// <summary>The answer to a section of data.</summary>
    public ServerSection AnswerData(SdpMedia offer)
    {
        bool isOldForm = offer.Attribute("sctp-port") is null && offer.Attribute("sctpmap") is not null;
        string port = Sctp.Port.ToString(CultureInfo.InvariantCulture);
        return new ServerSection(offer.Mid ?? "", offer.Type, isOffer: false, Ice, candidates)
        {
            Protocol = offer.Protocol,
            Formats = isOldForm ? port : DataFormat,
            FixedLines = isOldForm ? [$"a=sctpmap:{port} {DataFormat} {MaxMessageSize()}"] : DataLines(),
        };
    }

    /// <summary>An offer of a section of data.</summary>
    public ServerSection OfferData(string mid) => new(mid, "application", isOffer: true, Ice, candidates)
    {
        Protocol = "UDP/DTLS/SCTP",
        Formats = DataFormat,
        AllowsMixedExtensions = true,
        FixedLines = DataLines(),
    };

    private SctpParameters Sctp => sctp ?? throw new InvalidOperationException("The transport has no SCTP parameters.");

    private static string Formats(RtpParameters parameters) =>
        string.Join(' ', parameters.Codecs.Select(codec => codec.PayloadType.ToString(CultureInfo.InvariantCulture)));

    private static IEnumerable<(int Id, string Uri)> AnsweredExtensions(SdpMedia offer, RtpParameters parameters)
    {
        HashSet<string> offered = [.. offer.Attributes("extmap").SelectMany(value => value.Split(' ').Skip(1))];
        bool readsDescriptor = parameters.Codecs.Exists(
            codec => DependencyDescriptorCodecs.Any(name => codec.MimeType.EndsWith(name, StringComparison.OrdinalIgnoreCase)));
        return parameters.HeaderExtensions
            .Where(extension => offered.Contains(extension.Uri))
            .Where(extension => readsDescriptor || extension.Uri is not RtpHeaderExtensionUri.DependencyDescriptor)
            .Select(extension => (extension.Id, extension.Uri));
    }

    private static IEnumerable<string> StreamLines(RtpParameters parameters)
    {
        RtpEncodingParameters? encoding = parameters.Encodings.FirstOrDefault();
        string? cname = parameters.Rtcp.Cname;
        uint[] ssrcs = [.. new[] { encoding?.Ssrc, encoding?.Rtx?.Ssrc }.OfType<uint>().Where(ssrc => ssrc != 0)];
        foreach (uint ssrc in string.IsNullOrEmpty(cname) ? [] : ssrcs)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"a=ssrc:{ssrc} cname:{cname}");
        }

        if (ssrcs is [uint media, uint rtx])
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"a=ssrc-group:FID {media} {rtx}");
        }
    }

    private string[] DataLines() =>
        [string.Create(CultureInfo.InvariantCulture, $"a=sctp-port:{Sctp.Port}"), $"a=max-message-size:{MaxMessageSize()}"];

    private string MaxMessageSize() => (Sctp.MaxReceiveMessageSize ?? Sctp.MaxMessageSize ?? 0).ToString(CultureInfo.InvariantCulture);
}
