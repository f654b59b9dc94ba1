using System.Globalization;
using System.Text;

namespace Tureen.Ortc.Sdp;

/// <summary>One media section of the server's description, made of ORTC parameters: the server itself never sees SDP.</summary>
internal sealed class ServerSection
{
    /// <summary>The discard port would do: the addresses are in the candidates.</summary>
    private const int OpenPort = 7;

    private readonly IReadOnlyList<IceCandidate> _candidates;
    private IceParameters _ice;
    private bool _isActive;

    /// <param name="mid">The identification of the section (RFC 9143).</param>
    /// <param name="type"><c>audio</c>, <c>video</c> or <c>application</c>.</param>
    /// <param name="isOffer">Whether the server offers it, to send; else it answers, to receive.</param>
    /// <param name="ice">The server's credentials.</param>
    /// <param name="candidates">The server's addresses.</param>
    public ServerSection(string mid, string type, bool isOffer, IceParameters ice, IReadOnlyList<IceCandidate> candidates)
    {
        Mid = mid;
        Type = type;
        IsOffer = isOffer;
        _ice = ice;
        _candidates = candidates;
        IsSending = isOffer;
        _isActive = true;
    }

    public string Mid { get; }

    public string Type { get; }

    public bool IsOffer { get; }

    /// <summary>Whether the server sends in it, and the endpoint receives; otherwise the other way round. Data goes both ways.</summary>
    public bool IsSending { get; init; }

    public bool IsClosed { get; private set; }

    public required string Protocol { get; init; }

    /// <summary>The last field of the <c>m=</c> line.</summary>
    public required string Formats { get; init; }

    /// <summary>The role that the server has in DTLS; an offer leaves it open.</summary>
    public DtlsRole? ServerRole { get; set; }

    public IReadOnlyList<RtpCodecParameters> Codecs { get; init; } = [];

    public IReadOnlyList<(int Id, string Uri)> Extensions { get; init; } = [];

    /// <summary>Whether extensions with headers of one and of two bytes may be mixed (RFC 8285, section 6).</summary>
    public bool AllowsMixedExtensions { get; init; }

    /// <summary>Lines that only some sections have, such as those of streams; they go when the section closes.</summary>
    public IReadOnlyList<string> StreamLines { get; init; } = [];

    /// <summary>Lines that stay when the section closes.</summary>
    public IReadOnlyList<string> FixedLines { get; init; } = [];

    /// <summary>The encodings that the browser sends, in the order of its offer; null without simulcast (RFC 8853).</summary>
    public ServerSimulcast? Simulcast { get; set; }

    /// <summary>Copies what may change, so that a failed negotiation can be undone.</summary>
    public ServerSection Save()
    {
        var copy = (ServerSection)MemberwiseClone();
        copy.Simulcast = Simulcast?.Save();
        return copy;
    }

    public void SetIceParameters(IceParameters ice) => _ice = ice;

    public void Pause() => _isActive = false;

    public void Resume() => _isActive = true;

    public void Close()
    {
        Pause();
        IsClosed = true;
    }

    public void AppendTo(StringBuilder sdp)
    {
        int port = IsClosed ? 0 : OpenPort;
        sdp.Append(CultureInfo.InvariantCulture, $"m={Type} {port} {Protocol} {Formats}\r\nc=IN IP4 127.0.0.1\r\n");
        AppendMedia(sdp);
        sdp.Append(Direction() is { } direction ? $"a={direction}\r\n" : "");
        sdp.Append($"a=mid:{Mid}\r\n");
        sdp.Append($"a=setup:{Setup()}\r\n");
        foreach ((int id, string uri) in Extensions)
        {
            sdp.Append(CultureInfo.InvariantCulture, $"a=extmap:{id} {uri}\r\n");
        }

        AppendAll(sdp, FixedLines);
        if (!IsClosed)
        {
            AppendIce(sdp);
            AppendAll(sdp, StreamLines);
            Simulcast?.AppendTo(sdp);
            sdp.Append(AllowsMixedExtensions ? "a=extmap-allow-mixed\r\n" : "");
        }
    }

    private static void AppendAll(StringBuilder sdp, IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            sdp.Append(line).Append("\r\n");
        }
    }

    private void AppendMedia(StringBuilder sdp)
    {
        foreach (RtpCodecParameters codec in IsClosed ? [] : Codecs)
        {
            string name = codec.MimeType[(codec.MimeType.IndexOf('/', StringComparison.Ordinal) + 1)..];
            string channels = codec.Channels > 1 ? $"/{codec.Channels.Value.ToString(CultureInfo.InvariantCulture)}" : "";
            sdp.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{codec.PayloadType} {name}/{codec.ClockRate}{channels}\r\n");
            if (codec.Parameters.Count > 0)
            {
                sdp.Append(CultureInfo.InvariantCulture, $"a=fmtp:{codec.PayloadType} {FormatParameters.Write(codec.Parameters)}\r\n");
            }

            foreach (RtcpFeedback feedback in codec.RtcpFeedback)
            {
                string parameter = string.IsNullOrEmpty(feedback.Parameter) ? "" : " " + feedback.Parameter;
                sdp.Append(CultureInfo.InvariantCulture, $"a=rtcp-fb:{codec.PayloadType} {feedback.Type}{parameter}\r\n");
            }
        }
    }

    private void AppendIce(StringBuilder sdp)
    {
        sdp.Append($"a=ice-ufrag:{_ice.UsernameFragment}\r\na=ice-pwd:{_ice.Password}\r\n");
        SdpCandidates.Append(sdp, _candidates);
        sdp.Append("a=ice-options:renomination\r\n");
    }

    private string? Direction() => (_isActive, Type) switch
    {
        (false, _) => "inactive",
        (_, "application") => null,
        _ => IsSending ? "sendonly" : "recvonly",
    };

    private string Setup() => IsOffer
        ? "actpass"
        : ServerRole switch
        {
            DtlsRole.Client => "active",
            DtlsRole.Server => "passive",
            _ => "actpass",
        };
}
