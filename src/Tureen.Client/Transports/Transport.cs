using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>
/// The client's side of a WebRtcTransport (mediasoup-client Transport). It runs one operation at a time, in the order of the
/// calls. It connects with the first track or data channel.
/// </summary>
public sealed class Transport : EventEmitter, IDisposable
{
    private readonly SctpParameters? _sctpParameters;
    private readonly CommandQueue _queue = new();
    private readonly TransportSender _sender;
    private readonly TransportReceiver _receiver;
    private Dictionary<string, object?> _appData;

    internal Transport(
        TransportDirection direction,
        TransportOptions options,
        IHandlerFactory factory,
        Func<RtpCapabilities, ExtendedRtpCapabilities> getSendExtendedRtpCapabilities,
        RtpCapabilities recvRtpCapabilities,
        RtpCapabilities sendRtpCapabilities)
    {
        Direction = direction;
        Id = options.Id!;
        _appData = options.AppData;
        _sctpParameters = WithMessageSizes(options.SctpParameters);
        Handler = factory.Create(new HandlerOptions
        {
            Direction = direction,
            IceParameters = options.IceParameters!.Clone(),
            IceCandidates = [.. options.IceCandidates!.Select(candidate => candidate.Clone())],
            DtlsParameters = options.DtlsParameters!.Clone(),
            SctpParameters = _sctpParameters,
            IceServers = options.IceServers,
            IceTransportPolicy = options.IceTransportPolicy,
            AdditionalSettings = options.AdditionalSettings?
                .Where(setting => setting.Key is not ("iceServers" or "iceTransportPolicy" or "bundlePolicy" or "rtcpMuxPolicy"))
                .ToDictionary(StringComparer.Ordinal),
            GetSendExtendedRtpCapabilities = getSendExtendedRtpCapabilities,
            Listener = new TransportListener(this),
        });
        var access = new HandlerAccess(Handler, _queue);
        _sender = new TransportSender(this, access, sendRtpCapabilities, hasSctp: _sctpParameters is not null);
        _receiver = new TransportReceiver(this, access, recvRtpCapabilities, hasSctp: _sctpParameters is not null);
    }

    /// <summary>The state of gathering changed (mediasoup <c>icegatheringstatechange</c>).</summary>
    public event Action<IceGatheringState>? OnIceGatheringStateChange;

    /// <summary>A STUN or TURN server cannot be used (mediasoup <c>icecandidateerror</c>).</summary>
    public event Action<IceCandidateError>? OnIceCandidateError;

    /// <summary>The state of the connection changed (mediasoup <c>connectionstatechange</c>).</summary>
    public event Action<ConnectionState>? OnConnectionStateChange;

    /// <summary>
    /// Has the server connect its transport, with the client's certificate and role, before anything is sent or received (mediasoup <c>connect</c>).
    /// When it fails, the operation fails with the same error, and the next operation asks again.
    /// </summary>
    public Func<DtlsParameters, Task>? OnConnect { get; set; }

    /// <summary>Has the server make a Producer and answers its id (mediasoup <c>produce</c>).</summary>
    public Func<ProduceRequest, Task<string>>? OnProduce { get; set; }

    /// <summary>Has the server make a DataProducer and answers its id (mediasoup <c>producedata</c>).</summary>
    public Func<ProduceDataRequest, Task<string>>? OnProduceData { get; set; }

    /// <summary>The id of the server's transport.</summary>
    public string Id { get; }

    /// <summary>Whether it is closed.</summary>
    public bool Closed { get; private set; }

    /// <summary>Whether it sends or receives.</summary>
    public TransportDirection Direction { get; }

    /// <summary>The media stack under it.</summary>
    public IHandler Handler { get; }

    /// <summary>How far the local addresses are known.</summary>
    public IceGatheringState IceGatheringState { get; private set; }

    /// <summary>The state of the connection.</summary>
    public ConnectionState ConnectionState { get; private set; }

    /// <summary>The application's own data.</summary>
    /// <exception cref="MediasoupTypeException">Set to null.</exception>
    public Dictionary<string, object?> AppData
    {
        get => _appData;
        set => _appData = Check.AppData(value);
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public TransportObserver Observer { get; } = new();

    internal CommandQueue Queue => _queue;

    private protected override string Component => "Transport";

    /// <summary>Closes it and all that it made, each of which raises <c>transportclose</c>. Does nothing the second time.</summary>
    public void Close()
    {
        if (Closed)
        {
            return;
        }

        ClientLog.Debug(Component, "close()");
        Closed = true;
        _receiver.Reject();
        _queue.Stop();
        Handler.Close();
        ConnectionState = ConnectionState.Closed;
        _sender.HandleTransportClosed();
        _receiver.HandleTransportClosed();
        Observer.RaiseClose();
        RemoveListeners();
    }

    /// <inheritdoc/>
    public void Dispose() => Close();

    /// <summary>Gets the statistics of the connection.</summary>
    /// <returns>The statistics, as the browser has them.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    public async Task<RtcStatsReport> GetStatsAsync()
    {
        RequireOpen();
        return await Handler.GetTransportStatsAsync();
    }

    /// <summary>Restarts ICE, for instance after a change of network.</summary>
    /// <param name="iceParameters">What the server's restartIce answered.</param>
    /// <returns>Completes when the restart is negotiated.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="MediasoupTypeException">The parameters are missing.</exception>
    public async Task RestartIceAsync(IceParameters? iceParameters)
    {
        RequireOpen();
        IceParameters parameters = Check.Given(iceParameters, "iceParameters").Clone();
        await _queue.EnqueueAsync(() => Handler.RestartIceAsync(parameters));
    }

    /// <summary>Uses other STUN and TURN servers from now on.</summary>
    /// <param name="iceServers">All of them.</param>
    /// <returns>Completes when the media stack has applied the change.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="MediasoupTypeException">The servers are missing.</exception>
    /// <exception cref="UnsupportedException">The media stack cannot, as Firefox.</exception>
    public async Task UpdateIceServersAsync(IReadOnlyList<IceServer>? iceServers)
    {
        RequireOpen();
        Check.Given(iceServers, "iceServers");
        await _queue.EnqueueAsync(() => Handler.UpdateIceServersAsync(iceServers));
    }

    /// <summary>Sends a track.</summary>
    /// <param name="options">What and how.</param>
    /// <returns>The producer, when the server has made its own.</returns>
    /// <exception cref="InvalidStateException">Closed, or the track has ended.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/> and <see cref="OnProduce"/>.</exception>
    /// <exception cref="UnsupportedException">The transport is for receiving, or there is no codec for the kind.</exception>
    public Task<Producer> ProduceAsync(ProducerOptions options) => _sender.ProduceAsync(options);

    /// <summary>Receives what a Consumer of the server sends. All calls of one turn are negotiated at once.</summary>
    /// <param name="options">What the server sent about its Consumer.</param>
    /// <returns>The consumer, with its track.</returns>
    /// <exception cref="InvalidStateException">Closed, also meanwhile.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/>.</exception>
    /// <exception cref="UnsupportedException">The transport is for sending, or the codec cannot be received.</exception>
    public Task<Consumer> ConsumeAsync(ConsumerOptions options) => _receiver.ConsumeAsync(options);

    /// <summary>Opens a data channel for sending.</summary>
    /// <param name="options">How; the defaults if not given.</param>
    /// <returns>The data producer, when the server has made its own; its channel may not be open yet.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="UnsupportedException">The transport is for receiving, or the server has no SCTP.</exception>
    /// <exception cref="MediasoupTypeException">Both limits are given, one is out of range, or something is missing, among it <see cref="OnConnect"/> and <see cref="OnProduceData"/>.</exception>
    public Task<DataProducer> ProduceDataAsync(DataProducerOptions? options = null) => _sender.ProduceDataAsync(options ?? new DataProducerOptions());

    /// <summary>Opens a data channel for receiving.</summary>
    /// <param name="options">What the server sent about its DataConsumer.</param>
    /// <returns>The data consumer; its channel may not be open yet.</returns>
    /// <exception cref="InvalidStateException">Closed.</exception>
    /// <exception cref="UnsupportedException">The transport is for sending, or the server has no SCTP.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing or invalid, among it <see cref="OnConnect"/>.</exception>
    public Task<DataConsumer> ConsumeDataAsync(DataConsumerOptions options) => _receiver.ConsumeDataAsync(options);

    /// <summary>The greatest message that can be sent by data channels; when receiving, the greatest that the server sends.</summary>
    /// <returns>Bytes; null when not known.</returns>
    public long? GetDataChannelMaxMessageSize() =>
        Direction == TransportDirection.Recv && _sctpParameters is not null ? _sctpParameters.MaxSendMessageSize : Handler.GetDataChannelMaxMessageSize();

    internal void RequireOpen() => Check.State(!Closed, "closed");

    internal void RequireConnectListener() =>
        Check.That(OnConnect is not null || ConnectionState != ConnectionState.New, "no 'connect' listener set into this transport");

    internal async Task ConnectAsync(DtlsParameters dtlsParameters)
    {
        RequireOpen();
        Func<DtlsParameters, Task> connect = OnConnect ?? throw new MediasoupException("no 'connect' listener set into this transport");
        await connect(dtlsParameters);
    }

    internal void HandleIceGatheringState(IceGatheringState state)
    {
        if (Closed || state == IceGatheringState)
        {
            return;
        }

        IceGatheringState = state;
        Raise("icegatheringstatechange", OnIceGatheringStateChange, state);
    }

    internal void HandleConnectionState(ConnectionState state)
    {
        if (Closed || state == ConnectionState)
        {
            return;
        }

        ConnectionState = state;
        Raise("connectionstatechange", OnConnectionStateChange, state);
    }

    internal void HandleIceCandidateError(IceCandidateError error) => Raise("icecandidateerror", OnIceCandidateError, error);

    /// <summary>Servers before 3.20 send one size for both directions.</summary>
    private static SctpParameters? WithMessageSizes(SctpParameters? parameters)
    {
        SctpParameters? copy = parameters?.Clone();
        if (copy is not null)
        {
            copy.MaxSendMessageSize ??= copy.MaxMessageSize;
            copy.MaxReceiveMessageSize ??= copy.MaxMessageSize;
        }

        return copy;
    }

    private void RemoveListeners()
    {
        OnIceGatheringStateChange = null;
        OnIceCandidateError = null;
        OnConnectionStateChange = null;
        OnConnect = null;
        OnProduce = null;
        OnProduceData = null;
        RemoveErrorListeners();
    }
}
