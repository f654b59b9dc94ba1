using System.Globalization;
using System.Text;
using Tureen.Client.Native.Settings;
using Tureen.Client.Native.Tracks;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Native.Whip;

/// <summary>What is offered to an endpoint, and its description (RFC 9429, RFC 9725 §4.4).</summary>
internal sealed class WhipOffer
{
    private const string DefaultAudio = "audio/opus";
    private const string DefaultVideo = "video/VP8";

    private readonly RtpCapabilities _capabilities;
    private readonly string _streamId = Guid.NewGuid().ToString();

    private WhipOffer(IReadOnlyList<WhipSection> sections, RtpCapabilities capabilities)
    {
        Sections = sections;
        _capabilities = capabilities;
    }

    public IReadOnlyList<WhipSection> Sections { get; }

    public string Cname { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <exception cref="MediasoupTypeException">A codec is unknown, or the number of encodings is wrong.</exception>
    public static WhipOffer ToSend(IReadOnlyList<WhipTrack> tracks)
    {
        RtpCapabilities capabilities = NativeCapabilities.Create();
        return new WhipOffer([.. tracks.Select((track, index) => Section(track, index, capabilities))], capabilities);
    }

    public static WhipOffer ToReceive(IReadOnlyList<MediaKind> kinds)
    {
        RtpCapabilities capabilities = NativeCapabilities.Create();
        return new WhipOffer([.. kinds.Select((kind, index) => new WhipSection(Mid(index), kind, [.. capabilities.Codecs!.Where(codec => codec.Kind == kind)]))], capabilities);
    }

    /// <summary>Writes the description.</summary>
    /// <param name="ice">The local credentials.</param>
    /// <param name="fingerprint">The local certificate.</param>
    /// <param name="candidates">The local addresses that are known.</param>
    public string Write(IceParameters ice, DtlsFingerprint fingerprint, IReadOnlyList<ClientCandidateStats> candidates)
    {
        var sdp = new StringBuilder();
        sdp.Append("v=0\r\no=tureen-native 10000 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n");
        sdp.Append($"a=group:BUNDLE {string.Join(' ', Sections.Select(static section => section.Mid))}\r\n");
        sdp.Append("a=extmap-allow-mixed\r\na=msid-semantic: WMS *\r\n");
        foreach (WhipSection section in Sections)
        {
            Append(sdp, section);
            sdp.Append($"a=ice-ufrag:{ice.UsernameFragment}\r\na=ice-pwd:{ice.Password}\r\na=ice-options:trickle ice2\r\n");
            sdp.Append($"a=fingerprint:{fingerprint.Algorithm.ToWireString()} {fingerprint.Value}\r\na=setup:actpass\r\n");
            AppendCandidates(sdp, candidates);
        }

        return sdp.ToString();
    }

    /// <summary>Writes the candidates of a client, without the line that says that these are all.</summary>
    public static void AppendCandidates(StringBuilder sdp, IReadOnlyList<ClientCandidateStats> candidates)
    {
        foreach (ClientCandidateStats candidate in candidates)
        {
            // A socket that is bound to all addresses shows the peer in its checks which one it has.
            if (candidate.Address is "0.0.0.0" or "::")
            {
                continue;
            }

            string tcpType = candidate.TcpType is { } type ? " tcptype " + type.ToWireString() : "";

            // Where a reflexive or relayed address is bound is nobody's concern (RFC 8839 §5.1 allows to hide it).
            string related = candidate.Type == IceCandidateType.Host ? "" : " raddr 0.0.0.0 rport 9";
            sdp.Append(
                CultureInfo.InvariantCulture,
                $"a=candidate:{candidate.Foundation} 1 {candidate.Protocol.ToWireString()} {candidate.Priority ?? 1} {candidate.Address} {candidate.Port} typ {candidate.Type.ToWireString()}{related}{tcpType}\r\n");
        }
    }

    private static string Mid(int index) => index.ToString(CultureInfo.InvariantCulture);

    private static WhipSection Section(WhipTrack track, int index, RtpCapabilities capabilities)
    {
        if (track.EncodingCount is < 1 or > OrtcLimits.MaxEncodings)
        {
            throw new MediasoupTypeException($"{track.EncodingCount} encodings, not 1 to {OrtcLimits.MaxEncodings}");
        }

        string mimeType = track.MimeType ?? (track.Track.Kind == MediaKind.Audio ? DefaultAudio : DefaultVideo);
        List<RtpCodecCapability> codecs = [.. capabilities.Codecs!.Where(codec => codec.Kind == track.Track.Kind && Has(codec, mimeType, capabilities))];
        if (codecs.Count == 0)
        {
            throw new MediasoupTypeException($"'{mimeType}' is none of the {track.Track.Kind.ToWireString()} codecs of this media stack");
        }

        bool hasRtx = codecs.Exists(static codec => codec.IsRtx);
        return new WhipSection(Mid(index), track.Track.Kind, codecs)
        {
            Track = track.Track,
            Encodings = [.. Enumerable.Range(0, track.EncodingCount).Select(_ => new RtpEncodingParameters
            {
                Ssrc = MediaShape.RandomSsrc(),
                Rtx = hasRtx ? new RtpRtxParameters { Ssrc = MediaShape.RandomSsrc() } : null,
            })],
        };
    }

    /// <summary>A codec of that name, or the retransmission of one.</summary>
    private static bool Has(RtpCodecCapability codec, string mimeType, RtpCapabilities capabilities)
    {
        RtpCodecCapability? source = codec.IsRtx ? capabilities.Codecs!.Find(other => other.PreferredPayloadType == codec.AssociatedPayloadType) : codec;
        return string.Equals(source?.MimeType, mimeType, StringComparison.OrdinalIgnoreCase);
    }

    private void Append(StringBuilder sdp, WhipSection section)
    {
        string formats = string.Join(' ', section.Codecs.Select(static codec => codec.PreferredPayloadType!.Value.ToString(CultureInfo.InvariantCulture)));
        sdp.Append(CultureInfo.InvariantCulture, $"m={section.Kind.ToWireString()} 9 UDP/TLS/RTP/SAVPF {formats}\r\nc=IN IP4 0.0.0.0\r\n");
        sdp.Append($"a=mid:{section.Mid}\r\na={(section.Track is null ? "recvonly" : "sendonly")}\r\na=rtcp-mux\r\na=rtcp-mux-only\r\na=rtcp-rsize\r\n");
        foreach (RtpHeaderExtension extension in _capabilities.HeaderExtensions!.Where(extension => extension.Kind == section.Kind))
        {
            sdp.Append(CultureInfo.InvariantCulture, $"a=extmap:{extension.PreferredId} {extension.Uri}\r\n");
        }

        foreach (RtpCodecCapability codec in section.Codecs)
        {
            AppendCodec(sdp, codec);
        }

        AppendStreams(sdp, section);
    }

    private static void AppendCodec(StringBuilder sdp, RtpCodecCapability codec)
    {
        string channels = codec.Channels > 1 ? string.Create(CultureInfo.InvariantCulture, $"/{codec.Channels}") : "";
        string name = codec.MimeType[(codec.MimeType.IndexOf('/', StringComparison.Ordinal) + 1)..];
        sdp.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{codec.PreferredPayloadType} {name}/{codec.ClockRate}{channels}\r\n");
        if (codec.Parameters.Count > 0)
        {
            sdp.Append(CultureInfo.InvariantCulture, $"a=fmtp:{codec.PreferredPayloadType} {FormatParameters.Write(codec.Parameters)}\r\n");
        }

        foreach (RtcpFeedback feedback in codec.RtcpFeedback)
        {
            string parameter = string.IsNullOrEmpty(feedback.Parameter) ? "" : " " + feedback.Parameter;
            sdp.Append(CultureInfo.InvariantCulture, $"a=rtcp-fb:{codec.PreferredPayloadType} {feedback.Type}{parameter}\r\n");
        }
    }

    private void AppendStreams(StringBuilder sdp, WhipSection section)
    {
        sdp.Append(section.Track is null ? "" : $"a=msid:{_streamId} {section.Track.Id}\r\n");
        foreach (RtpEncodingParameters encoding in section.Encodings)
        {
            if (encoding.Rtx is { } rtx)
            {
                sdp.Append(CultureInfo.InvariantCulture, $"a=ssrc-group:FID {encoding.Ssrc} {rtx.Ssrc}\r\na=ssrc:{rtx.Ssrc} cname:{Cname}\r\n");
            }

            sdp.Append(CultureInfo.InvariantCulture, $"a=ssrc:{encoding.Ssrc} cname:{Cname}\r\n");
        }
    }
}
