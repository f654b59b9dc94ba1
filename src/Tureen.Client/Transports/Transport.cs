using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>
/// The client's side of a WebRtcTransport (mediasoup-client Transport). It runs one operation at a time, in the order of the
/// calls. It connects with the first track or data channel.
/// </summary>
public sealed partial class Transport : EventEmitter, IDisposable
{
    private readonly SctpParameters? _sctpParameters;
    private readonly RtpCapabilities _recvRtpCapabilities;
    private readonly RtpCapabilities _sendRtpCapabilities;
    private readonly CommandQueue _queue = new();
    private readonly HandlerAccess _access;
    private readonly PendingConsumers _pending;
    private readonly ConsumerSet _consumers;
    private readonly HashSet<Producer> _producers = [];
    private readonly HashSet<DataProducer> _dataProducers = [];
    private readonly HashSet<DataConsumer> _dataConsumers = [];
    private Dictionary<string, object?> _appData;
    private bool _hasProbator;

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
        _recvRtpCapabilities = recvRtpCapabilities;
        _sendRtpCapabilities = sendRtpCapabilities;
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
        _access = new HandlerAccess(Handler, _queue);
        _consumers = new ConsumerSet(_access);
        _pending = new PendingConsumers(_queue, ReceiveAsync);
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
        _pending.Reject();
        _queue.Stop();
        Handler.Close();
        ConnectionState = ConnectionState.Closed;
        foreach (Producer producer in TakeAll(_producers))
        {
            producer.HandleTransportClosed();
        }

        _consumers.HandleTransportClosed();

        foreach (DataProducer dataProducer in TakeAll(_dataProducers))
        {
            dataProducer.HandleTransportClosed();
        }

        foreach (DataConsumer dataConsumer in TakeAll(_dataConsumers))
        {
            dataConsumer.HandleTransportClosed();
        }

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

    /// <summary>The greatest message that can be sent by data channels; when receiving, the greatest that the server sends.</summary>
    /// <returns>Bytes; null when not known.</returns>
    public long? GetDataChannelMaxMessageSize() =>
        Direction == TransportDirection.Recv && _sctpParameters is not null ? _sctpParameters.MaxSendMessageSize : Handler.GetDataChannelMaxMessageSize();

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

    private static T[] TakeAll<T>(HashSet<T> items)
    {
        T[] all = [.. items];
        items.Clear();
        return all;
    }

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

    private void RequireOpen() => Check.State(!Closed, "closed");

    private void RequireConnectListener() =>
        Check.That(OnConnect is not null || ConnectionState != ConnectionState.New, "no 'connect' listener set into this transport");

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
