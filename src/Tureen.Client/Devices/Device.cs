using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>
/// An endpoint that sends to and receives from one router (mediasoup-client Device). Use a device and all that it makes from one thread at a
/// time. Nothing blocks, so it also works on the single thread of a browser.
/// </summary>
public sealed class Device
{
    private readonly IHandlerFactory _factory;
    private RtpCapabilities? _recvRtpCapabilities;
    private RtpCapabilities? _sendRtpCapabilities;
    private Func<RtpCapabilities, ExtendedRtpCapabilities>? _getSendExtendedRtpCapabilities;

    /// <summary>Makes a device.</summary>
    /// <param name="options">The media stack to use.</param>
    /// <exception cref="MediasoupTypeException">Both a name and a factory are given, or the name is unknown.</exception>
    /// <exception cref="UnsupportedException">No handler fits the browser, or the handler does not exist here.</exception>
    public Device(DeviceOptions? options = null)
    {
        options ??= new DeviceOptions();
        Check.That(options.HandlerName is null || options.HandlerFactory is null, "just one of handlerName or handlerFactory can be given");
        _factory = options.HandlerFactory ?? Builtin(options);
        ClientLog.Debug("Device", $"constructor() [handler:{_factory.Name}]");
    }

    /// <summary>Reports what happens, for monitoring.</summary>
    public DeviceObserver Observer { get; } = new();

    /// <summary>The name of the handler in use, such as <c>Chrome111</c>.</summary>
    public string HandlerName => _factory.Name;

    /// <summary>Whether <see cref="LoadAsync"/> has succeeded.</summary>
    public bool Loaded { get; private set; }

    /// <summary>The capabilities with which the server makes Consumers for this device. A new copy each time.</summary>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    public RtpCapabilities RecvRtpCapabilities => (_recvRtpCapabilities ?? throw NotLoaded()).Clone();

    /// <summary>The same as <see cref="RecvRtpCapabilities"/>, by its older name.</summary>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    public RtpCapabilities RtpCapabilities => RecvRtpCapabilities;

    /// <summary>What can be sent; one of its codecs may be chosen for a Producer. A new copy each time.</summary>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    public RtpCapabilities SendRtpCapabilities => (_sendRtpCapabilities ?? throw NotLoaded()).Clone();

    /// <summary>What servers before 3.20 ask for: 1024 streams each way, as all handlers have. A new copy each time.</summary>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    public SctpCapabilities SctpCapabilities =>
        Loaded ? new SctpCapabilities { NumStreams = new NumSctpStreams { Os = 1024, Mis = 1024 } } : throw NotLoaded();

    /// <summary>Makes a device, including detection that takes time (mediasoup-client <c>Device.factory</c>).</summary>
    /// <param name="options">The media stack to use.</param>
    /// <returns>The device.</returns>
    /// <exception cref="MediasoupTypeException">Both a name and a factory are given, or the name is unknown.</exception>
    /// <exception cref="UnsupportedException">No handler fits the browser, or the handler does not exist here.</exception>
    public static Task<Device> CreateAsync(DeviceOptions? options = null)
    {
        try
        {
            return Task.FromResult(new Device(options));
        }
        catch (MediasoupException error)
        {
            return Task.FromException<Device>(error);
        }
    }

    /// <summary>Learns what the router and the media stack have in common. After a failure it may be called again.</summary>
    /// <param name="routerRtpCapabilities">The capabilities of the router; they are not changed.</param>
    /// <param name="preferLocalCodecsOrder">Whether codecs for sending come in the media stack's order instead of the router's.</param>
    /// <returns>Completes when the device is loaded.</returns>
    /// <exception cref="InvalidStateException">Loaded already.</exception>
    /// <exception cref="MediasoupTypeException">The capabilities are missing or invalid.</exception>
    public async Task LoadAsync(RtpCapabilities? routerRtpCapabilities, bool preferLocalCodecsOrder = false)
    {
        Check.State(!Loaded, "already loaded");
        RtpCapabilities router = Check.Given(routerRtpCapabilities, "routerRtpCapabilities").Clone();
        RtpValidation.Validate(router, requirePayloadTypes: true);
        RtpCapabilities nativeRecv = await NativeAsync(TransportDirection.Recv);
        RtpCapabilities nativeSend = await NativeAsync(TransportDirection.Send);
        Check.State(!Loaded, "already loaded");

        ExtendedRtpCapabilities ToSend(RtpCapabilities native) => ClientNegotiation.GetExtendedRtpCapabilities(native, router, preferLocalCodecsOrder);

        RtpCapabilities recv = ClientNegotiation.GetRecvRtpCapabilities(ClientNegotiation.GetExtendedRtpCapabilities(nativeRecv, router));
        RtpValidation.Validate(recv, requirePayloadTypes: true);
        RtpCapabilities send = ClientNegotiation.GetSendRtpCapabilities(ToSend(nativeSend));
        RtpValidation.Validate(send, requirePayloadTypes: true);

        _getSendExtendedRtpCapabilities = ToSend;
        _recvRtpCapabilities = recv;
        _sendRtpCapabilities = send;
        Loaded = true;
        ClientLog.Debug("Device", "load() succeeded");
    }

    /// <summary>Determines whether something can be sent.</summary>
    /// <param name="kind">Audio or video.</param>
    /// <returns>Whether the media stack and the router have a codec for it in common.</returns>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    /// <exception cref="MediasoupTypeException">The kind is neither audio nor video.</exception>
    public bool CanProduce(MediaKind kind)
    {
        RtpCapabilities send = _sendRtpCapabilities ?? throw NotLoaded();
        Check.Kind(kind);
        return ClientNegotiation.CanSend(kind, send);
    }

    /// <summary>Makes the counterpart of a server's transport, to send through it.</summary>
    /// <param name="options">What the server sent about its transport.</param>
    /// <returns>The transport; it connects when it is first used.</returns>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing.</exception>
    public Transport CreateSendTransport(TransportOptions options) => CreateTransport(TransportDirection.Send, options);

    /// <summary>Makes the counterpart of a server's transport, to receive through it.</summary>
    /// <param name="options">What the server sent about its transport.</param>
    /// <returns>The transport; it connects when it is first used.</returns>
    /// <exception cref="InvalidStateException">Not loaded.</exception>
    /// <exception cref="MediasoupTypeException">Something is missing.</exception>
    public Transport CreateRecvTransport(TransportOptions options) => CreateTransport(TransportDirection.Recv, options);

    private static InvalidStateException NotLoaded() => new("not loaded");

    private static IHandlerFactory Builtin(DeviceOptions options)
    {
        Check.That(options.HandlerName is null || Enum.IsDefined(options.HandlerName.Value), $"unknown handlerName '{options.HandlerName}'");
        BuiltinHandlerName name = options.HandlerName
            ?? (options.Platform is null ? null : DeviceDetection.Detect(options.Platform.Identity))
            ?? throw new UnsupportedException("device not supported");
        return options.Platform?.CreateFactory(name, options.ForcedRtpExtensions)
            ?? throw new UnsupportedException($"handler {name} is not available here");
    }

    private async Task<RtpCapabilities> NativeAsync(TransportDirection direction)
    {
        RtpCapabilities native = (await _factory.GetNativeRtpCapabilitiesAsync(direction)).Clone();
        RtpValidation.Validate(native, requirePayloadTypes: true);
        return native;
    }

    private Transport CreateTransport(TransportDirection direction, TransportOptions options)
    {
        Func<RtpCapabilities, ExtendedRtpCapabilities> getSendExtended = _getSendExtendedRtpCapabilities ?? throw NotLoaded();
        Check.Given(options, "options");
        Check.Text(options.Id, "id");
        Check.Given(options.IceParameters, "iceParameters");
        Check.Given(options.IceCandidates, "iceCandidates");
        Check.Given(options.DtlsParameters, "dtlsParameters");
        Check.AppData(options.AppData);
        var transport = new Transport(direction, options, _factory, getSendExtended, _recvRtpCapabilities!, _sendRtpCapabilities!);
        Observer.RaiseNewTransport(transport);
        return transport;
    }
}
