using System.Net;
using Tureen.Client;
using Tureen.Ortc;

namespace Tureen.Server.Load.Links;

/// <summary>The media stack of one participant behind an emulated link: for each transport a relay takes the place of the server.</summary>
/// <param name="inner">The media stack.</param>
/// <param name="conditions">What the link does.</param>
/// <param name="clock">What drives the relays.</param>
/// <param name="random">The source of seeds.</param>
internal sealed class ImpairedHandlerFactory(IHandlerFactory inner, LinkConditions conditions, RelayClock clock, Random random) : IHandlerFactory, IDisposable
{
    private readonly List<LinkRelay> _relays = [];

    public string Name => inner.Name;

    public IHandler Create(HandlerOptions options)
    {
        IceCandidate server = options.IceCandidates.FirstOrDefault(static candidate => candidate.Protocol == TransportProtocol.Udp)
            ?? throw new UnsupportedException("an emulated link needs a server that offers UDP");
        if (!IPAddress.TryParse(server.Address, out IPAddress? address))
        {
            throw new UnsupportedException($"an emulated link needs the server's address, not the name '{server.Address}'");
        }

        var relay = new LinkRelay(new IPEndPoint(address, server.Port), conditions, clock, random);
        _relays.Add(relay);
        return inner.Create(new HandlerOptions
        {
            Direction = options.Direction,
            IceParameters = options.IceParameters,
            IceCandidates = [Through(server, relay.Address)],
            DtlsParameters = options.DtlsParameters,
            SctpParameters = options.SctpParameters,
            IceServers = options.IceServers,
            IceTransportPolicy = options.IceTransportPolicy,
            AdditionalSettings = options.AdditionalSettings,
            GetSendExtendedRtpCapabilities = options.GetSendExtendedRtpCapabilities,
            Listener = options.Listener,
        });
    }

    public Task<RtpCapabilities> GetNativeRtpCapabilitiesAsync(TransportDirection direction) => inner.GetNativeRtpCapabilitiesAsync(direction);

    public void Dispose() => _relays.ForEach(static relay => relay.Dispose());

    private static IceCandidate Through(IceCandidate server, IPEndPoint relay)
    {
        IceCandidate candidate = server.Clone();
        candidate.Address = relay.Address.ToString();
        candidate.Ip = candidate.Address;
        candidate.Port = relay.Port;
        return candidate;
    }
}
