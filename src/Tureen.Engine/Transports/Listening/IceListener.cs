using Tureen.Ortc;

namespace Tureen.Engine.Transports.Listening;

/// <summary>One bound place where ICE listens.</summary>
/// <param name="SocketId">The socket.</param>
/// <param name="Protocol">UDP, or TCP with passive candidates (RFC 6544).</param>
/// <param name="Local">The address it is bound to.</param>
/// <param name="AnnouncedAddress">The address that peers get instead, if any.</param>
/// <param name="ExposesLocal">Peers get the local address, too.</param>
/// <param name="IsRelay">A TURN server is reached by it, and <paramref name="Local"/> is an address there.</param>
internal readonly record struct IceListener(
    int SocketId, TransportProtocol Protocol, LocalEndpoint Local, string? AnnouncedAddress, bool ExposesLocal, bool IsRelay = false)
{
    /// <summary>The address that peers know it by.</summary>
    public string Address => AnnouncedAddress ?? Local.Address;
}
