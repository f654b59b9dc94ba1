using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>A send batch that hands each datagram to the network at once.</summary>
internal sealed class SimulatedSink(SimulatedNetwork network, Func<int, NetworkAddress?> localAddressOf) : IDatagramSink
{
    private readonly byte[] _buffer = new byte[65_536];

    /// <summary>Set by the host before each call into a machine.</summary>
    public Timestamp Now { get; set; }

    public long Sent { get; private set; }

    public Span<byte> GetSpan(int maximumLength) => _buffer.AsSpan(0, maximumLength);

    public void Send(in TransportTuple tuple, int length)
    {
        if (localAddressOf(tuple.SocketId) is NetworkAddress local)
        {
            Sent++;
            network.Send(Now, local, tuple.Remote, _buffer.AsSpan(0, length));
        }
    }
}
