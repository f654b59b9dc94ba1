using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;
using Tureen.Testing.Simulation;

namespace Tureen.Testing.Ice;

/// <summary>Answers binding requests with the address that they came from.</summary>
internal sealed class SimulatedStunServer : ISimulatedHost
{
    private readonly VirtualWorld _world;
    private readonly byte[] _buffer = new byte[256];

    public SimulatedStunServer(VirtualWorld world, NetworkAddress address)
    {
        _world = world;
        Address = address;
        world.Network.Attach(address, this);
    }

    public NetworkAddress Address { get; }

    public Timestamp NextDeadline => Timestamp.Never;

    public void HandleDatagram(Timestamp now, NetworkAddress local, NetworkAddress remote, Span<byte> datagram)
    {
        if (StunMessage.TryParse(datagram, out StunMessage request))
        {
            var writer = new StunWriter(_buffer, StunClass.SuccessResponse, request.TransactionId);
            writer.WriteXorMappedAddress(remote);
            _world.Network.Send(now, local, remote, _buffer.AsSpan(0, writer.Length));
        }
    }

    public void HandleDeadline(Timestamp now)
    {
    }
}
