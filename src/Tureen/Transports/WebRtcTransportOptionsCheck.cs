using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Checks the options of a WebRtcTransport and converts them for the engine.</summary>
internal static class WebRtcTransportOptionsCheck
{
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    public static WebRtcTransportCoreOptions Resolve(WebRtcTransportOptions options, string id)
    {
        Check.Given(options);
        Check.That(options.IceConsentTimeout >= TimeSpan.Zero, "negative iceConsentTimeout");
        Check.That(
            options.InitialAvailableOutgoingBitrate is >= 0 and <= uint.MaxValue,
            "invalid initialAvailableOutgoingBitrate");
        Check.That(
            options.WebRtcServer is null || options.ListenInfos is null || options.ListenIps is null,
            "only one of webRtcServer, listenInfos and listenIps must be given");
        IReadOnlyList<TransportListenInfo> infos = options.WebRtcServer is null ? ListenInfos(options) : [];
        Check.That(
            options.WebRtcServer is not null || infos.Count > 0,
            "empty listenInfos or listenIps, or neither UDP nor TCP is enabled");
        return new WebRtcTransportCoreOptions
        {
            Id = id,
            Listens = [.. infos.Select(Resolve)],
            Protocols = options.WebRtcServer is null ? IceProtocolUse.All : ProtocolsOf(options),
            IceConsentTimeout = options.IceConsentTimeout,
            AllowSha1Fingerprints = options.AllowSha1Fingerprints,
            InitialAvailableOutgoingBitrate = options.InitialAvailableOutgoingBitrate,
            Data = DataOptionsCheck.Resolve(options, isDataChannel: true),
        };
    }

    private static IReadOnlyList<TransportListenInfo> ListenInfos(WebRtcTransportOptions options)
    {
        if (options.ListenIps is not { } ips)
        {
            return options.ListenInfos ?? throw new MediasoupTypeException("missing listenInfos (or listenIps)");
        }

        // UDP goes first unless TCP is preferred to it.
        TransportProtocol[] protocols = (options.EnableUdp, options.EnableTcp ?? false) switch
        {
            (true, true) when options.PreferTcp && !options.PreferUdp => [TransportProtocol.Tcp, TransportProtocol.Udp],
            (true, true) => [TransportProtocol.Udp, TransportProtocol.Tcp],
            (true, false) => [TransportProtocol.Udp],
            (false, true) => [TransportProtocol.Tcp],
            _ => [],
        };
        return [.. ips.SelectMany(ip => protocols.Select(protocol => ListenInfoCheck.ToInfo(ip, protocol, options.Port)))];
    }

    /// <summary>With a server TCP is on unless it is turned off.</summary>
    private static IceProtocolUse ProtocolsOf(WebRtcTransportOptions options) =>
        new(options.EnableUdp, options.EnableTcp ?? true, options.PreferUdp, options.PreferTcp);

    /// <exception cref="MediasoupTypeException">It is wrong.</exception>
    public static IceListenOptions Resolve(TransportListenInfo info)
    {
        Check.Given(info, "listenInfo");
        ListenParameters parameters = ListenInfoCheck.Resolve(info);
        string? announced = ListenInfoCheck.AnnouncedAddress(info);
        ListenInfoCheck.RequireReachable(info, parameters.Address, announced);
        return new IceListenOptions
        {
            Parameters = parameters,
            Protocol = info.Protocol,
            AnnouncedAddress = announced,
            ExposeInternalIp = info.ExposeInternalIp,
        };
    }
}
