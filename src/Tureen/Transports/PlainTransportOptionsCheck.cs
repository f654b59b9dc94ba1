using Tureen.Engine.Transports;

namespace Tureen;

/// <summary>Checks the options of a PlainTransport and converts them for the engine.</summary>
internal static class PlainTransportOptionsCheck
{
    /// <exception cref="MediasoupTypeException">An option is missing or wrong.</exception>
    public static PlainTransportCoreOptions Resolve(PlainTransportOptions options, string id)
    {
        Check.Given(options);
        Check.Defined(options.SrtpCryptoSuite, "srtpCryptoSuite");
        TransportListenInfo info = ListenInfoCheck.One(options.ListenInfo, options.ListenIp, options.Port);
        TransportListenInfo? rtcp = options.RtcpListenInfo is { } given ? ListenInfoCheck.Udp(given, "rtcpListenInfo") : null;
        return new PlainTransportCoreOptions
        {
            Id = id,
            Listen = ListenInfoCheck.Resolve(info),
            AnnouncedAddress = ListenInfoCheck.AnnouncedAddress(info),
            RtcpMux = options.RtcpMux && rtcp is null,
            RtcpListen = rtcp is null ? null : ListenInfoCheck.Resolve(rtcp),
            RtcpAnnouncedAddress = rtcp is null ? null : ListenInfoCheck.AnnouncedAddress(rtcp),
            Comedia = options.Comedia,
            CryptoSuite = options.EnableSrtp ? options.SrtpCryptoSuite : null,
            Data = DataOptionsCheck.Resolve(options, isDataChannel: false),
        };
    }
}
