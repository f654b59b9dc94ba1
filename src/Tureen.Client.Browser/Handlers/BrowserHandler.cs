using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;

namespace Tureen.Client.Browser.Handlers;

/// <summary>One transport in a browser: an RTCPeerConnection that gets the server's side as session descriptions made of ORTC parameters.</summary>
internal sealed partial class BrowserHandler : IHandler
{
    private readonly BrowserProfile _profile;
    private readonly HandlerOptions _options;
    private readonly RemoteDescription _remote;
    private readonly Func<string, Action<string, string>, IPeerConnection> _connect;
    private readonly string? _forcedExtensions;
    private readonly DtlsRole? _forcedRole;
    private readonly Dictionary<string, ITransceiver> _transceivers = new(StringComparer.Ordinal);
    private IPeerConnection _peer;
    private IReadOnlyList<IceServer> _iceServers;
    private bool _hasDataSection;
    private bool _isReady;
    private bool _isClosed;

    public BrowserHandler(
        BrowserProfile profile, HandlerOptions options, string? forcedExtensions, Func<string, Action<string, string>, IPeerConnection> connect)
    {
        _profile = profile;
        _options = options;
        _forcedExtensions = forcedExtensions;
        _remote = new RemoteDescription(options.IceParameters, options.IceCandidates, options.DtlsParameters, options.SctpParameters);
        _forcedRole = options.DtlsParameters.Role switch
        {
            _ when profile.IsAlwaysDtlsClient => null,
            DtlsRole.Server => DtlsRole.Client,
            DtlsRole.Client => DtlsRole.Server,
            _ => null,
        };
        _connect = connect;
        _iceServers = options.IceServers;
        _peer = connect(PeerConfiguration.Write(options, _iceServers), OnPeerEvent);
    }

    public string Name => _profile.Name;

    private bool IsSending => _options.Direction == TransportDirection.Send;

    public void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _peer.Close();
        }
    }

    public Task UpdateIceServersAsync(IReadOnlyList<IceServer> iceServers)
    {
        EnsureOpen();
        if (!_profile.CanUpdateIceServers)
        {
            throw new UnsupportedException("not supported");
        }

        _peer.SetIceServers(PeerConfiguration.Write(iceServers));
        _iceServers = iceServers;
        return Task.CompletedTask;
    }

    public async Task RestartIceAsync(IceParameters iceParameters)
    {
        EnsureOpen();
        _remote.SetIceParameters(iceParameters);
        if (!_isReady)
        {
            return;
        }

        if (IsSending)
        {
            await OfferAsync(isIceRestart: true);
        }
        else
        {
            await AnswerAsync();
        }
    }

    public async Task<RtcStatsReport> GetTransportStatsAsync()
    {
        EnsureOpen();
        return RtcStatsReport.Parse(await _peer.GetStatsAsync());
    }

    /// <summary>The browser offers, and the server's description answers.</summary>
    private async Task OfferAsync(bool isIceRestart = false)
    {
        string offer = await _peer.CreateOfferAsync(isIceRestart);
        try
        {
            await _peer.SetLocalDescriptionAsync("offer", offer);
            await _peer.SetRemoteDescriptionAsync("answer", _remote.Write());
        }
        catch (Exception)
        {
            await _peer.RollBackAsync();
            throw;
        }
    }

    /// <summary>The server's description offers, and the browser answers.</summary>
    private async Task AnswerAsync()
    {
        try
        {
            await _peer.SetRemoteDescriptionAsync("offer", _remote.Write());
            await _peer.SetLocalDescriptionAsync("answer", await _peer.CreateAnswerAsync());
        }
        catch (Exception)
        {
            await _peer.RollBackAsync();
            throw;
        }
    }

    /// <summary>
    /// Adds sections to the session. When that fails, in the browser or at the server, it undoes the changes, so that the next command can succeed.
    /// </summary>
    /// <param name="negotiate">The steps that may fail.</param>
    /// <param name="takeBack">Takes back what was added to the peer connection.</param>
    private async Task<T> AddAsync<T>(Func<Task<T>> negotiate, Func<Task> takeBack)
    {
        IReadOnlyList<RemoteSection> saved = _remote.Save();
        bool hadDataSection = _hasDataSection;
        try
        {
            return await negotiate();
        }
        catch (Exception) when (!_isClosed)
        {
            _remote.Restore(saved);
            _hasDataSection = hadDataSection;
            if (_isReady)
            {
                await _peer.RollBackAsync();
                await takeBack();
            }
            else
            {
                Renew();
            }

            throw;
        }
    }

    /// <summary>
    /// Begins with a new peer connection where nothing was negotiated yet: browsers keep the section of what they have once offered, even
    /// when it is stopped before it is negotiated.
    /// </summary>
    private void Renew()
    {
        _peer.Close();
        _peer = _connect(PeerConfiguration.Write(_options, _iceServers), OnPeerEvent);
        _nextStreamId = 0;
        _hasUsedData = false;
    }

    /// <summary>Changes existing sections; when the browser refuses, they are as before.</summary>
    private async Task ChangeAsync(Action change, Func<Task> negotiate, Action takeBack)
    {
        IReadOnlyList<RemoteSection> saved = _remote.Save();
        change();
        try
        {
            await negotiate();
        }
        catch (Exception) when (!_isClosed)
        {
            _remote.Restore(saved);
            takeBack();
            throw;
        }
    }

    /// <summary>Connects the server's transport with the local certificate, once.</summary>
    private async Task EnsureConnectedAsync(SessionDescription local)
    {
        if (_isReady)
        {
            return;
        }

        DtlsRole role = _forcedRole ?? DtlsRole.Client;
        DtlsParameters parameters = LocalDtls.Read(local, role);
        _remote.SetServerRole(role == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client);
        await _options.Listener.ConnectAsync(parameters);
        _isReady = true;
    }

    private void OnPeerEvent(string name, string detail)
    {
        if (_isClosed)
        {
            return;
        }

        switch (name)
        {
            case "icegatheringstatechange" when WireEnum.TryParse(_peer.IceGatheringState, out IceGatheringState gathering):
                _options.Listener.HandleIceGatheringState(gathering);
                break;
            case "connectionstatechange" when WireEnum.TryParse(_peer.ConnectionState, out ConnectionState state):
                _options.Listener.HandleConnectionState(state);
                break;
            case "iceconnectionstatechange" when _peer.ConnectionState is null && PeerConfiguration.ConnectionStateOf(_peer.IceConnectionState) is { } state:
                _options.Listener.HandleConnectionState(state);
                break;
            case "icecandidateerror":
                _options.Listener.HandleIceCandidateError(PeerConfiguration.ReadError(detail));
                break;
            default:
                break;
        }
    }

    private void EnsureOpen()
    {
        if (_isClosed)
        {
            throw new InvalidStateException("method called in a closed handler");
        }
    }

    private void EnsureOpen(TransportDirection direction)
    {
        EnsureOpen();
        EnsureDirection(direction);
    }

    private void EnsureDirection(TransportDirection direction)
    {
        if (_options.Direction != direction)
        {
            throw new InvalidOperationException($"This handler does not {(direction == TransportDirection.Send ? "send" : "receive")}.");
        }
    }

    private ITransceiver Find(string localId) =>
        _transceivers.GetValueOrDefault(localId) ?? throw new InvalidOperationException($"There is no transceiver '{localId}'.");
}
