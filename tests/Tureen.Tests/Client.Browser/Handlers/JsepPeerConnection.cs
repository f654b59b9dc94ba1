using System.Globalization;
using System.Text;
using Tureen.Client;
using Tureen.Client.Browser.Interop;
using Tureen.Client.Testing;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>
/// The sending side of a browser, as far as RFC 8829 says what its offers contain: sections keep their places, a closed one is used again by the
/// next transceiver, an answer has to have the sections of its offer; and as Chromium and Firefox have it, a transceiver that was once offered
/// keeps its place, so that one that is stopped without having been negotiated spoils what comes after it.
/// </summary>
/// <param name="hasDataFirst">Whether a section of data comes before new sections of media, as in Firefox, or behind them, as in Chromium.</param>
internal sealed class JsepPeerConnection(bool hasDataFirst) : IPeerConnection
{
    private const string Data = "application";

    private readonly List<JsepTransceiver> _transceivers = [];
    private List<(string Type, string Mid, JsepTransceiver? Owner)> _sections = [];
    private List<(string Type, string Mid, JsepTransceiver? Owner)>? _offered;
    private bool _hasUsedData;
    private bool _isOfferPending;
    private int _nextMid;

    /// <summary>Thrown by the next remote description.</summary>
    public Exception? Refusal { get; set; }

    public IEnumerable<JsepTransceiver> Sending => _transceivers.Where(one => !one.IsStopped && !one.IsTrackRemoved && one.Mid is not null);

    public string StreamId => "stream";

    public string IceGatheringState => "new";

    public string? ConnectionState => "new";

    public string IceConnectionState => "new";

    public long? MaxMessageSize => 262144;

    public int? MaxChannels => null;

    public Task<string> CreateOfferAsync(bool isIceRestart = false)
    {
        Queue<JsepTransceiver> fresh = new(_transceivers.Where(one => one.Mid is null && !one.IsStopped));
        _offered = [];
        foreach ((string type, string mid, JsepTransceiver? owner) in _sections)
        {
            // Only what both sides have closed is free.
            bool isFree = type != Data && owner is null;
            JsepTransceiver? kept = owner is { IsStopped: true } ? null : owner;
            _offered.Add(isFree && fresh.TryDequeue(out JsepTransceiver? next) ? Section(next) : (type, mid, kept));
        }

        bool hasNewData = _hasUsedData && !_sections.Exists(section => section.Type == Data);
        if (hasNewData && hasDataFirst)
        {
            _offered.Add((Data, NextMid(), null));
        }

        _offered.AddRange(fresh.Select(Section));
        if (hasNewData && !hasDataFirst)
        {
            _offered.Add((Data, NextMid(), null));
        }

        foreach ((int place, (string Type, string Mid, JsepTransceiver? Owner) section) in _offered.Index())
        {
            section.Owner?.Place = place;
        }

        return Task.FromResult(Write(_offered));
    }

    public Task<string> CreateAnswerAsync() => throw new NotSupportedException();

    public Task<string> SetLocalDescriptionAsync(string type, string sdp)
    {
        _isOfferPending = true;
        foreach ((int place, (_, string mid, JsepTransceiver? owner)) in _offered!.Index())
        {
            Assert.Equal(owner, owner is null ? null : _transceivers.First(one => one.Place == place));
            owner?.Mid = mid;
        }

        return Task.FromResult(sdp);
    }

    public Task SetRemoteDescriptionAsync(string type, string sdp)
    {
        if (Refusal is { } refusal)
        {
            Refusal = null;
            return Task.FromException(refusal);
        }

        List<SdpMedia> answered = [.. SessionDescription.Parse(sdp).Media];
        Assert.True(_isOfferPending);
        Assert.Equal(_offered!.Select(section => section.Type), answered.Select(media => media.Type));
        foreach (((string sectionType, string mid, JsepTransceiver? owner), SdpMedia media) in _offered!.Zip(answered))
        {
            bool isOpen = owner is not null || sectionType == Data;
            Assert.True(!isOpen || media.Mid == mid, $"section {mid} was answered as {media.Mid}");
            Assert.Equal(isOpen, media.Port != 0);
        }

        foreach (JsepTransceiver gone in _sections.Select(section => section.Owner).OfType<JsepTransceiver>())
        {
            gone.Place = _offered!.Exists(section => section.Owner == gone) ? gone.Place : null;
        }

        _sections = _offered!;
        _isOfferPending = false;
        return Task.CompletedTask;
    }

    public Task RollBackAsync()
    {
        foreach (JsepTransceiver transceiver in _transceivers.Where(one => !_sections.Exists(section => section.Owner == one)))
        {
            transceiver.Mid = null;
        }

        _isOfferPending = false;
        return Task.CompletedTask;
    }

    public void SetIceServers(string json)
    {
    }

    public ITransceiver AddTransceiver(IMediaStreamTrack track, IReadOnlyList<RtpEncodingParameters>? encodings, string? forcedExtensions)
    {
        JsepTransceiver transceiver = new(track.Kind, encodings ?? [new RtpEncodingParameters()], forcedExtensions);
        _transceivers.Add(transceiver);
        return transceiver;
    }

    public ITransceiver? FindTransceiver(string mid) => null;

    public void RemoveTrack(ITransceiver transceiver) => ((JsepTransceiver)transceiver).IsTrackRemoved = true;

    public IDataChannel CreateDataChannel(string label, string options)
    {
        _hasUsedData = true;
        return new FakeDataChannel(0, label, "");
    }

    public Task<string> GetStatsAsync() => Task.FromResult("[]");

    public void Close()
    {
    }

    private static void WriteVideo(StringBuilder sdp, JsepTransceiver transceiver)
    {
        sdp.Append("a=rtpmap:96 VP8/90000\na=rtcp-fb:96 nack\na=rtpmap:97 rtx/90000\na=fmtp:97 apt=96\n");
        sdp.Append("a=extmap:2 ").Append(RtpHeaderExtensionUri.AbsSendTime).Append('\n');
        sdp.Append("a=extmap:3 ").Append(RtpHeaderExtensionUri.TransportWideCc).Append('\n');
        sdp.Append("a=extmap:4 ").Append(RtpHeaderExtensionUri.Mid).Append('\n');
        sdp.Append("a=extmap:10 ").Append(RtpHeaderExtensionUri.RtpStreamId).Append('\n');
        if (transceiver.Encodings.Count < 2)
        {
            sdp.Append("a=ssrc-group:FID 1 2\na=ssrc:1 cname:c\na=ssrc:2 cname:c\n");
            return;
        }

        string[] rids = [.. transceiver.Encodings.Select(encoding => encoding.Rid!)];
        sdp.AppendJoin("", rids.Select(rid => $"a=rid:{rid} send\n")).Append("a=simulcast:send ").AppendJoin(';', rids).Append('\n');
    }

    private static void WriteAudio(StringBuilder sdp)
    {
        sdp.Append("a=rtpmap:111 opus/48000/2\n");
        sdp.Append("a=extmap:1 ").Append(RtpHeaderExtensionUri.AudioLevel).Append('\n');
        sdp.Append("a=extmap:2 ").Append(RtpHeaderExtensionUri.AbsSendTime).Append('\n');
        sdp.Append("a=extmap:3 ").Append(RtpHeaderExtensionUri.TransportWideCc).Append('\n');
        sdp.Append("a=extmap:4 ").Append(RtpHeaderExtensionUri.Mid).Append('\n');
        sdp.Append("a=ssrc:3 cname:c\n");
    }

    private static string Write(IEnumerable<(string Type, string Mid, JsepTransceiver? Owner)> sections)
    {
        StringBuilder sdp = new("v=0\na=fingerprint:sha-256 AB:CD\na=setup:actpass\n");
        foreach ((string type, string mid, JsepTransceiver? owner) in sections)
        {
            if (type == Data)
            {
                sdp.Append("m=application 9 UDP/DTLS/SCTP webrtc-datachannel\na=sctp-port:5000\n");
            }
            else
            {
                sdp.Append(CultureInfo.InvariantCulture, $"m={type} {(owner is null ? 0 : 9)} UDP/TLS/RTP/SAVPF 96\n");
            }

            sdp.Append("a=mid:").Append(mid).Append('\n');
            if (owner is { Kind: MediaKind.Video })
            {
                WriteVideo(sdp, owner);
            }
            else if (owner is not null)
            {
                WriteAudio(sdp);
            }
        }

        return sdp.ToString();
    }

    private (string Type, string Mid, JsepTransceiver? Owner) Section(JsepTransceiver owner) => (owner.Kind.ToWireString(), NextMid(), owner);

    private string NextMid() => (_nextMid++).ToString(CultureInfo.InvariantCulture);
}
