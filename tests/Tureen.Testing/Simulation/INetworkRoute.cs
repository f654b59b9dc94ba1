using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>Carries datagrams of one or several pairs of hosts, and hands them back to the network when they arrive.</summary>
internal interface INetworkRoute
{
    void Send(Timestamp now, NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram);
}
