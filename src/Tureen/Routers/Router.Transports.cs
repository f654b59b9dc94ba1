using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Pipes;

namespace Tureen;

public sealed partial class Router
{
    /// <summary>Makes a transport to a WebRTC endpoint.</summary>
    /// <param name="options">Where it listens, and more.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="MediasoupException">An address cannot be bound, or no port is free.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<WebRtcTransport> CreateWebRtcTransportAsync(WebRtcTransportOptions options)
    {
        _log.Debug("createWebRtcTransport()");
        string id = Guid.NewGuid().ToString();
        WebRtcTransportCoreOptions core = WebRtcTransportOptionsCheck.Resolve(options, id);
        return options.WebRtcServer is { } server
            ? CreateAsync(core, server, options)
            : Objects.CreateTransportAsync(
                id,
                (_, _) => WebRtcTransportData.Read(Alive().CreateWebRtcTransport(core)),
                data => new WebRtcTransport(this, data, webRtcServer: null, options.AppData));
    }

    /// <summary>Makes a transport of plain RTP or SRTP.</summary>
    /// <param name="options">Where it listens, and more.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="MediasoupException">An address cannot be bound, or no port is free.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<PlainTransport> CreatePlainTransportAsync(PlainTransportOptions options) =>
        CreatePlainTransportAsync(options, acceptsAnySource: false);

    /// <summary>The same, but the transport accepts packets from any address.</summary>
    internal Task<PlainTransport> CreateOpenPlainTransportAsync(PlainTransportOptions options) =>
        CreatePlainTransportAsync(options, acceptsAnySource: true);

    private Task<PlainTransport> CreatePlainTransportAsync(PlainTransportOptions options, bool acceptsAnySource)
    {
        _log.Debug("createPlainTransport()");
        string id = Guid.NewGuid().ToString();
        PlainTransportCoreOptions core =
            PlainTransportOptionsCheck.Resolve(options, id) with { AcceptsAnySource = acceptsAnySource };
        return Objects.CreateTransportAsync(
            id,
            (_, _) => PlainTransportData.Read(Alive().CreatePlainTransport(core)),
            data => new PlainTransport(this, data, options.AppData));
    }

    /// <summary>Makes a transport to another router, which must have one, too.</summary>
    /// <param name="options">Where it listens, and more.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="MediasoupException">An address cannot be bound, or no port is free.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<PipeTransport> CreatePipeTransportAsync(PipeTransportOptions options) =>
        CreatePipeTransportAsync(Check.Given(options), link: null, control: null);

    /// <summary>Makes a transport whose peer is the application itself.</summary>
    /// <param name="options">Bounds, and more; null for none.</param>
    /// <returns>The transport.</returns>
    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    public Task<DirectTransport> CreateDirectTransportAsync(DirectTransportOptions? options = null)
    {
        _log.Debug("createDirectTransport()");
        options ??= new DirectTransportOptions();
        var core = new DirectTransportCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Data = DataOptionsCheck.Resolve(options.MaxSendMessageSize, options.MaxReceiveMessageSize),
        };
        return Objects.CreateTransportAsync(
            core.Id,
            (now, sink) => Alive().CreateDirectTransport(now, core, sink),
            made => new DirectTransport(this, made, options.AppData));
    }

    /// <param name="options">Its options; where it listens is without effect with a link.</param>
    /// <param name="link">The way to a router of this process, in place of a socket.</param>
    /// <param name="control">How the two ends keep each other's state; null if the application does.</param>
    internal Task<PipeTransport> CreatePipeTransportAsync(PipeTransportOptions options, IDatagramLinkEnd? link, PipeControlOptions? control)
    {
        _log.Debug("createPipeTransport()");
        TransportListenInfo? info = link is null ? ListenInfoCheck.One(options.ListenInfo, options.ListenIp, options.Port) : null;
        var core = new PipeTransportCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Listen = info is null ? default : ListenInfoCheck.Resolve(info),
            AnnouncedAddress = info is null ? null : ListenInfoCheck.AnnouncedAddress(info),
            Link = link,
            EnableRtx = options.EnableRtx,
            EnableSrtp = options.EnableSrtp,
            Data = DataOptionsCheck.Resolve(options, isDataChannel: false),
            Control = control,
        };
        return Objects.CreateTransportAsync(
            core.Id,
            (now, _) => PipeTransportData.Begin(now, Alive().CreatePipeTransport(core)),
            data => new PipeTransport(this, data, options.EnableRtx, options.AppData));
    }

    private async Task<WebRtcTransport> CreateAsync(
        WebRtcTransportCoreOptions core, WebRtcServer server, WebRtcTransportOptions options)
    {
        Check.That(server.Worker == _worker, "the WebRtcServer belongs to another Worker");
        WebRtcTransport transport = await Objects.CreateTransportAsync(
            core.Id,
            (_, _) => WebRtcTransportData.Read(Alive().CreateWebRtcTransport(core with { Server = server.Alive() })),
            data => new WebRtcTransport(this, data, server, options.AppData)).ConfigureAwait(false);
        server.Add(transport);
        return transport;
    }
}
