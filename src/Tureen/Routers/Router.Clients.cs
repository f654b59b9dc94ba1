using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen;

public sealed partial class Router
{
    /// <summary>Makes the client's side of a WebRTC connection.</summary>
    /// <exception cref="MediasoupException">An address cannot be bound, or no port is free.</exception>
    /// <exception cref="NotFoundException">The router is closed.</exception>
    /// <exception cref="WorkerClosedException">The worker is closed.</exception>
    internal Task<ClientTransport> CreateClientTransportAsync(ClientTransportOptions options)
    {
        _log.Debug("createClientTransport()");
        var core = new WebRtcTransportCoreOptions
        {
            Id = Guid.NewGuid().ToString(),
            Listens =
            [
                .. options.LocalAddresses.Select(static address => new IceListenOptions
                {
                    Protocol = TransportProtocol.Udp,
                    Parameters = new ListenParameters(address, 0, 0, IPv6Only: address.AddressFamily == AddressFamily.InterNetworkV6),
                }),
            ],
            Data = new DataTransportOptions
            {
                EnableSctp = options.EnableSctp,
                IsDataChannel = true,
                MaxSendMessageSize = options.MaxSendMessageSize,
                MaxReceiveMessageSize = options.MaxReceiveMessageSize,
            },
        };
        return Objects.CreateTransportAsync(
            core.Id,
            (_, _) => Alive().CreateClientTransport(core, options.Ice),
            made => new ClientTransport(this, made));
    }
}
