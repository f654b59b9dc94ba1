using Tureen.Client.Browser.Interop;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Handlers;

/// <summary>
/// The session between the browser's peer connection and the server's transport: the descriptions that both exchange, and how a change that
/// fails is taken back.
/// </summary>
internal sealed class PeerSession
{
    private readonly HandlerOptions _options;
    private readonly Func<string, Action<string, string>, IPeerConnection> _connect;
    private readonly DtlsRole? _forcedRole;
    private IReadOnlyList<IceServer> _iceServers;
    private bool _isReady;

    public PeerSession(HandlerOptions options, bool isAlwaysDtlsClient, Func<string, Action<string, string>, IPeerConnection> connect)
    {
        _options = options;
        Remote = new ServerDescription(options.IceParameters, options.IceCandidates, options.DtlsParameters, options.SctpParameters);
        Data = new DataSection(Remote);
        _forcedRole = options.DtlsParameters.Role switch
        {
            _ when isAlwaysDtlsClient => null,
            DtlsRole.Server => DtlsRole.Client,
            DtlsRole.Client => DtlsRole.Server,
            _ => null,
        };
        _connect = connect;
        _iceServers = options.IceServers;
        Peer = Connect();
    }

    /// <summary>The browser's side; another one after a first negotiation that failed.</summary>
    public IPeerConnection Peer { get; private set; }

    /// <summary>The server's side.</summary>
    public ServerDescription Remote { get; }

    public Transceivers Transceivers { get; } = new();

    public DataSection Data { get; }

    public bool IsSending => _options.Direction == TransportDirection.Send;

    public bool IsClosed { get; private set; }

    public void Close()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Peer.Close();
        }
    }

    public void SetIceServers(IReadOnlyList<IceServer> iceServers)
    {
        Peer.SetIceServers(PeerConfiguration.Write(iceServers));
        _iceServers = iceServers;
    }

    /// <summary>Uses other credentials of the server; negotiates them if the transport is connected.</summary>
    public async Task RestartIceAsync(IceParameters iceParameters)
    {
        Remote.SetIceParameters(iceParameters);
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

    /// <summary>The browser offers, and the server's description answers.</summary>
    public async Task OfferAsync(bool isIceRestart = false)
    {
        string offer = await Peer.CreateOfferAsync(isIceRestart);
        try
        {
            await Peer.SetLocalDescriptionAsync("offer", offer);
            await Peer.SetRemoteDescriptionAsync("answer", Remote.Write());
        }
        catch (Exception)
        {
            await Peer.RollBackAsync();
            throw;
        }
    }

    /// <summary>The server's description offers, and the browser answers.</summary>
    public async Task AnswerAsync()
    {
        try
        {
            await Peer.SetRemoteDescriptionAsync("offer", Remote.Write());
            await Peer.SetLocalDescriptionAsync("answer", await Peer.CreateAnswerAsync());
        }
        catch (Exception)
        {
            await Peer.RollBackAsync();
            throw;
        }
    }

    /// <summary>
    /// Adds sections to the session. When that fails, in the browser or at the server, it undoes the changes, so that the next command can succeed.
    /// </summary>
    /// <param name="negotiate">The steps that may fail.</param>
    /// <param name="takeBack">Takes back what was added to the peer connection.</param>
    public async Task<T> AddAsync<T>(Func<Task<T>> negotiate, Func<Task> takeBack)
    {
        IReadOnlyList<ServerSection> saved = Remote.Save();
        bool hadDataSection = Data.IsNegotiated;
        try
        {
            return await negotiate();
        }
        catch (Exception) when (!IsClosed)
        {
            Remote.Restore(saved);
            Data.IsNegotiated = hadDataSection;
            if (_isReady)
            {
                await Peer.RollBackAsync();
                await takeBack();
            }
            else
            {
                Renew();
            }

            throw;
        }
    }

    /// <summary>Changes existing sections; when the browser refuses, they are as before.</summary>
    public async Task ChangeAsync(Action change, Func<Task> negotiate, Action takeBack)
    {
        IReadOnlyList<ServerSection> saved = Remote.Save();
        change();
        try
        {
            await negotiate();
        }
        catch (Exception) when (!IsClosed)
        {
            Remote.Restore(saved);
            takeBack();
            throw;
        }
    }

    /// <summary>Connects the server's transport with the local certificate, once.</summary>
    public async Task EnsureConnectedAsync(SessionDescription local)
    {
        if (_isReady)
        {
            return;
        }

        DtlsRole role = _forcedRole ?? DtlsRole.Client;
        DtlsParameters parameters = EndpointDtls.Read(local, role);
        Remote.SetServerRole(role == DtlsRole.Client ? DtlsRole.Server : DtlsRole.Client);
        await _options.Listener.ConnectAsync(parameters);
        _isReady = true;
    }

    public void EnsureOpen()
    {
        if (IsClosed)
        {
            throw new InvalidStateException("method called in a closed handler");
        }
    }

    public void EnsureOpen(TransportDirection direction)
    {
        EnsureOpen();
        EnsureDirection(direction);
    }

    public void EnsureDirection(TransportDirection direction)
    {
        if (_options.Direction != direction)
        {
            throw new InvalidOperationException($"This handler does not {(direction == TransportDirection.Send ? "send" : "receive")}.");
        }
    }

    /// <summary>
    /// Begins with a new peer connection where nothing was negotiated yet: browsers keep the section of what they have once offered, even
    /// when it is stopped before it is negotiated.
    /// </summary>
    private void Renew()
    {
        Peer.Close();
        Peer = Connect();
        Data.Reset();
    }

    private IPeerConnection Connect() => _connect(PeerConfiguration.Write(_options, _iceServers), OnPeerEvent);

    private void OnPeerEvent(string name, string detail)
    {
        if (IsClosed)
        {
            return;
        }

        switch (name)
        {
            case "icegatheringstatechange" when WireEnum.TryParse(Peer.IceGatheringState, out IceGatheringState gathering):
                _options.Listener.HandleIceGatheringState(gathering);
                break;
            case "connectionstatechange" when WireEnum.TryParse(Peer.ConnectionState, out ConnectionState state):
                _options.Listener.HandleConnectionState(state);
                break;
            case "iceconnectionstatechange" when Peer.ConnectionState is null && PeerConfiguration.ConnectionStateOf(Peer.IceConnectionState) is { } state:
                _options.Listener.HandleConnectionState(state);
                break;
            case "icecandidateerror":
                _options.Listener.HandleIceCandidateError(PeerConfiguration.ReadError(detail));
                break;
            default:
                break;
        }
    }
}
