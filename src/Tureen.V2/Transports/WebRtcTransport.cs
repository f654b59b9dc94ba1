using System.Text.Json.Nodes;
using Tureen.Ortc;

namespace Tureen.V2;

/// <summary>A transport to a browser (v2 WebRtcTransport).</summary>
public sealed partial class WebRtcTransport : Transport
{
    private readonly Tureen.WebRtcTransport _core;
    private readonly TransportWishes _wishes;
    private bool _hasRemote;

    private WebRtcTransport(Peer peer, int id, JsonObject request, TransportWishes wishes, Tureen.WebRtcTransport core)
        : base(peer.Room, peer, id, request.AppData())
    {
        _core = core;
        _wishes = wishes;
        Direction = request.Text("direction");
        core.OnIceStateChange += state => Locked(() => Raise("icestatechange", OnIceStateChange, state));
        core.OnDtlsStateChange += state => Locked(() => Raise("dtlsstatechange", OnDtlsStateChange, state));
        core.OnIceSelectedTupleChange += tuple =>
            Locked(() => Raise("iceselectedtuplechange", OnIceSelectedTupleChange, IceSelectedTuple.Of(tuple)!));
    }

    /// <summary>The ICE state changed (v2 <c>icestatechange</c>).</summary>
    public event Action<IceState>? OnIceStateChange;

    /// <summary>Another path was selected (v2 <c>iceselectedtuplechange</c>).</summary>
    public event Action<IceSelectedTuple>? OnIceSelectedTupleChange;

    /// <summary>The DTLS state changed (v2 <c>dtlsstatechange</c>).</summary>
    public event Action<DtlsState>? OnDtlsStateChange;

    /// <summary>What the client calls it: <c>send</c> or <c>recv</c>, unless it says something else.</summary>
    public string? Direction { get; }

    /// <summary>Always <c>controlled</c>.</summary>
    public string IceRole => "controlled";

    /// <summary>The local ICE credentials. A new copy each time.</summary>
    public IceParameters IceLocalParameters => _core.IceParameters;

    /// <summary>The local candidates, with v2's priorities. A new copy each time.</summary>
    public IReadOnlyList<IceCandidate> IceLocalCandidates => [.. _core.IceCandidates.Select(Prioritize)];

    /// <summary>The ICE state.</summary>
    public IceState IceState => _core.IceState;

    /// <summary>The selected path; null while there is none.</summary>
    public IceSelectedTuple? IceSelectedTuple => IceSelectedTuple.Of(_core.IceSelectedTuple);

    /// <summary>The local DTLS parameters; the role is <c>auto</c> until those of the client are known. A new copy each time.</summary>
    public DtlsParameters DtlsLocalParameters
    {
        get
        {
            DtlsParameters parameters = _core.DtlsParameters;
            parameters.Fingerprints = [.. parameters.Fingerprints.OrderBy(fingerprint => fingerprint.Algorithm)];
            parameters.Role ??= DtlsRole.Auto;
            return parameters;
        }
    }

    /// <summary>The DTLS state.</summary>
    public DtlsState DtlsState => _core.DtlsState;

    /// <summary>The client's certificate as PEM, once connected.</summary>
    public string? DtlsRemoteCert => _core.DtlsRemoteCert;

    internal override Tureen.Transport Core => _core;

    /// <summary>Limits what the client may send.</summary>
    /// <param name="bitrate">Bits per second; less than 10000 counts as 10000, also 0.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    /// <exception cref="MediasoupException">The client does not send on it.</exception>
    public async Task<WebRtcTransport> SetMaxBitrateAsync(long bitrate)
    {
        RequireOpen();
        if (Direction != "send")
        {
            throw new MediasoupException("invalid direction");
        }

        await _core.SetMaxIncomingBitrateAsync(Math.Max(bitrate, V2Limits.MinMaxBitrate)).ConfigureAwait(false);
        return this;
    }

    /// <summary>Gets the statistics of the transport.</summary>
    /// <returns>One object.</returns>
    /// <exception cref="InvalidStateException">The transport is closed.</exception>
    public async Task<JsonArray> GetStatsAsync()
    {
        RequireOpen();
        WebRtcTransportStats stats = (await _core.GetStatsAsync().ConfigureAwait(false))[0];
        return [Describe(stats)];
    }

    internal static async Task<WebRtcTransport> CreateAsync(Peer peer, Router router, int id, JsonObject request, JsonObject options)
    {
        var wishes = TransportWishes.Read(options);
        List<TransportListenInfo> infos = peer.Room.Listen.ListenInfos(wishes);
        Tureen.WebRtcTransport core = await ListenAsync(router, infos).ConfigureAwait(false);
        return new WebRtcTransport(peer, id, request, wishes, core);
    }

    internal async Task<IceParameters> RestartIceAsync()
    {
        RequireOpen();
        return await _core.RestartIceAsync().ConfigureAwait(false);
    }

    internal override async Task SetRemoteAsync(JsonObject fields)
    {
        if (fields["dtlsParameters"] is not { } remote)
        {
            return;
        }

        if (_hasRemote)
        {
            throw new MediasoupException("Transport already has remote DTLS parameters");
        }

        _hasRemote = true;
        await _core.ConnectAsync(RemoteDtls.Read(remote)).ConfigureAwait(false);
    }

    internal override JsonObject ToResponse() => new()
    {
        ["iceParameters"] = JsonNode.Parse(OrtcJson.Serialize(IceLocalParameters)),
        ["iceCandidates"] = new JsonArray([.. IceLocalCandidates.Select(Describe)]),
        ["dtlsParameters"] = JsonNode.Parse(OrtcJson.Serialize(DtlsLocalParameters)),
    };

    private protected override async Task<JsonArray?> CollectStatsAsync() => await GetStatsAsync().ConfigureAwait(false);

    /// <summary>Listens wherever it can; v2 passes over what it cannot bind.</summary>
    private static async Task<Tureen.WebRtcTransport> ListenAsync(Router router, List<TransportListenInfo> infos)
    {
        try
        {
            return await CreateAsync(router, infos).ConfigureAwait(false);
        }
        catch (MediasoupException error) when (error is not (NotFoundException or WorkerClosedException))
        {
            List<TransportListenInfo> possible = [];
            foreach (TransportListenInfo info in infos)
            {
                if (await CanListenAsync(router, info).ConfigureAwait(false))
                {
                    possible.Add(info);
                }
            }

            return possible.Count > 0
                ? await CreateAsync(router, possible).ConfigureAwait(false)
                : throw new MediasoupException("could not open any IP:port", error);
        }
    }

    private static Task<Tureen.WebRtcTransport> CreateAsync(Router router, List<TransportListenInfo> infos) =>
        router.CreateWebRtcTransportAsync(new WebRtcTransportOptions { ListenInfos = infos, IceConsentTimeout = TimeSpan.Zero });

    private static async Task<bool> CanListenAsync(Router router, TransportListenInfo info)
    {
        try
        {
            (await CreateAsync(router, [info]).ConfigureAwait(false)).Close();
            return true;
        }
        catch (MediasoupException)
        {
            return false;
        }
    }

    private static JsonNode Describe(IceCandidate candidate)
    {
        JsonObject json = new()
        {
            ["foundation"] = candidate.Foundation,
            ["priority"] = candidate.Priority,
            ["ip"] = candidate.Address,
            ["protocol"] = candidate.Protocol == TransportProtocol.Tcp ? "tcp" : "udp",
            ["port"] = candidate.Port,
            ["type"] = "host",
        };
        return json.WithOptional("tcpType", candidate.TcpType is null ? null : "passive");
    }

    private IceCandidate Prioritize(IceCandidate candidate)
    {
        candidate.Priority = _wishes.PriorityOf(candidate.Protocol, candidate.Address.Contains(':', StringComparison.Ordinal));
        return candidate;
    }

    private JsonObject Describe(WebRtcTransportStats stats)
    {
        JsonObject json = new()
        {
            ["type"] = "transport",
            ["timestamp"] = stats.Timestamp,
            ["id"] = Id,
            ["dtlsState"] = stats.DtlsState.ToText(),
            ["iceConnectionState"] = stats.IceState.ToText(),
            ["localAvailableSendBw"] = new JsonObject
            {
                ["maxBitrate"] = stats.MaxIncomingBitrate ?? 0,
                ["bitrate"] = stats.AvailableIncomingBitrate ?? 0,
                ["ssrcs"] = new JsonArray(),
            },
            ["remoteAvailableSendBw"] = new JsonObject
            {
                ["bitrate"] = stats.AvailableOutgoingBitrate ?? 0,
                ["ssrcs"] = new JsonArray(),
            },
        };
        if (IceSelectedTuple.Of(stats.IceSelectedTuple) is { } tuple)
        {
            json["bytesReceived"] = stats.BytesReceived;
            json["bytesSent"] = stats.BytesSent;
            json["iceSelectedTuple"] = tuple.ToJson();
        }

        return json;
    }

    private void RequireOpen()
    {
        if (Closed)
        {
            throw new InvalidStateException("Transport closed");
        }
    }

    private void Locked(Action action)
    {
        lock (Room.Gate)
        {
            action();
        }
    }
}
