using System.Globalization;
using System.Text;

namespace Tureen.Ortc.Sdp;

/// <summary>The server's side of a peer connection, as the session description that a browser wants (RFC 8829).</summary>
internal sealed class ServerDescription
{
    private const string UserName = "tureen-client";

    private readonly DtlsFingerprint _fingerprint;
    private readonly ServerSections _factory;
    private List<ServerSection> _sections = [];
    private DtlsRole? _serverRole;
    private bool _allowsMixedExtensions;
    private int _version;

    public ServerDescription(IceParameters ice, IReadOnlyList<IceCandidate> candidates, DtlsParameters dtls, SctpParameters? sctp)
    {
        _factory = new ServerSections(ice, candidates, sctp);
        // Servers list them from the weakest hash to the strongest.
        _fingerprint = dtls.Fingerprints[^1];
        _serverRole = dtls.Role;
    }

    /// <summary>The number of sections, closed ones included.</summary>
    public int Count => _sections.Count;

    /// <summary>The sections as they are now, for <see cref="Restore"/>.</summary>
    public IReadOnlyList<ServerSection> Save() => [.. _sections.Select(section => section.Save())];

    /// <summary>Undoes later changes, which the browser does not have. Credentials and roles stay as they are.</summary>
    public void Restore(IReadOnlyList<ServerSection> saved)
    {
        _sections = [.. saved];
        SetIceParameters(_factory.Ice);
        if (_serverRole is { } role)
        {
            SetServerRole(role);
        }
    }

    /// <summary>The section that a new track of the browser has in its offer: a closed one that it reuses, or a new one.</summary>
    public int NextIndex(SessionDescription offer)
    {
        for (int index = 0; index < _sections.Count; index++)
        {
            if (_sections[index].IsClosed && !offer.Media[index].IsRejected)
            {
                return index;
            }
        }

        return _sections.Count;
    }

    public void SetIceParameters(IceParameters ice)
    {
        _factory.Ice = ice;
        foreach (ServerSection section in _sections)
        {
            section.SetIceParameters(ice);
        }
    }

    /// <summary>Sets the server's role in DTLS, once the browser's is known.</summary>
    public void SetServerRole(DtlsRole role)
    {
        _serverRole = role;
        foreach (ServerSection section in _sections)
        {
            section.ServerRole = role;
        }
    }

    public void AllowMixedExtensions() => _allowsMixedExtensions = true;

    /// <summary>Answers a section in which the browser sends.</summary>
    /// <param name="index">Where it is in the browser's offer.</param>
    /// <param name="offer">The browser's section.</param>
    /// <param name="parameters">What the server takes.</param>
    public void Answer(int index, SdpMedia offer, RtpParameters parameters) => Put(index, _factory.Answer(offer, parameters));

    /// <summary>Answers a section in which the endpoint receives.</summary>
    /// <param name="index">Where it is in the endpoint's offer.</param>
    /// <param name="offer">The endpoint's section.</param>
    /// <param name="parameters">What the server sends, with the endpoint's payload types and ids.</param>
    /// <param name="streamId">Tracks with the same one are played in step.</param>
    /// <param name="trackId">The identifier that the track gets.</param>
    public void AnswerSending(int index, SdpMedia offer, RtpParameters parameters, string streamId, string trackId) =>
        Put(index, _factory.AnswerSending(offer, parameters, streamId, trackId));

    /// <summary>Answers a section that is not wanted.</summary>
    /// <param name="index">Where it is in the endpoint's offer.</param>
    /// <param name="offer">The endpoint's section.</param>
    public void Reject(int index, SdpMedia offer) => Put(index, _factory.Reject(offer));

    public void AnswerData(SdpMedia offer) => Put(_sections.Count, _factory.AnswerData(offer));

    /// <summary>Offers one more track; reuses a closed section of the same kind.</summary>
    /// <param name="mid">The identification of the section.</param>
    /// <param name="kind">The kind of media.</param>
    /// <param name="parameters">The parameters of the Consumer.</param>
    /// <param name="streamId">Tracks with the same one are played in step.</param>
    /// <param name="trackId">The identifier that the track gets.</param>
    public void Offer(string mid, MediaKind kind, RtpParameters parameters, string streamId, string trackId)
    {
        AllowMixedExtensions();
        // Firefox refuses a section that changes from audio to video.
        string type = kind.ToWireString();
        int index = _sections.FindIndex(section => section.IsClosed && string.Equals(section.Type, type, StringComparison.Ordinal));
        Put(index < 0 ? _sections.Count : index, _factory.Offer(mid, kind, parameters, streamId, trackId));
    }

    public void OfferData() => Put(_sections.Count, _factory.OfferData("datachannel"));

    public void Pause(string mid) => Find(mid).Pause();

    public void Resume(string mid) => Find(mid).Resume();

    /// <summary>Closes a section, so that another may take its place.</summary>
    /// <returns>Whether it is closed: the first one carries the transport of all and is only paused.</returns>
    public bool Close(string mid)
    {
        ServerSection section = Find(mid);
        if (ReferenceEquals(section, _sections[0]))
        {
            section.Pause();
            return false;
        }

        section.Close();
        return true;
    }

    /// <summary>Marks which encodings of a section the browser sends.</summary>
    public void MarkEncodings(string mid, IEnumerable<RtpEncodingParameters> encodings) => Find(mid).Simulcast?.Mark(encodings);

    /// <summary>Writes the description; each time it is a newer version of the session.</summary>
    public string Write()
    {
        _version++;
        StringBuilder sdp = new();
        sdp.Append(CultureInfo.InvariantCulture, $"v=0\r\no={UserName} 10000 {_version} IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\n");
        sdp.Append(_factory.Ice.IceLite is true ? "a=ice-lite\r\n" : "");
        sdp.Append("a=ice-options:ice2\r\na=msid-semantic: WMS *\r\n");
        sdp.Append($"a=fingerprint:{_fingerprint.Algorithm.ToWireString()} {_fingerprint.Value}\r\n");
        sdp.Append(_allowsMixedExtensions ? "a=extmap-allow-mixed\r\n" : "");
        sdp.Append($"a=group:BUNDLE {string.Join(' ', _sections.Where(section => !section.IsClosed).Select(section => section.Mid))}\r\n");
        foreach (ServerSection section in _sections)
        {
            section.AppendTo(sdp);
        }

        return sdp.ToString();
    }

    private void Put(int index, ServerSection section)
    {
        section.ServerRole = _serverRole;
        if (index == _sections.Count)
        {
            _sections.Add(section);
        }
        else
        {
            _sections[index] = section;
        }
    }

    private ServerSection Find(string mid) =>
        _sections.Find(section => string.Equals(section.Mid, mid, StringComparison.Ordinal))
        ?? throw new InvalidOperationException($"There is no media section '{mid}'.");
}
