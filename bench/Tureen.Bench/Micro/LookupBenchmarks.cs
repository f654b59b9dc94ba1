using BenchmarkDotNet.Attributes;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Micro;

/// <summary>Finds the owner and the destination of a packet: done once per packet received or sent.</summary>
public class LookupBenchmarks : IDisposable
{
    private const int Producers = 20;

    private readonly PacketSlab _slab = new();
    private readonly byte[] _packet = SamplePackets.Create(1200);
    private readonly ProducerTable _table = new();
    private readonly ReceivedExtensionIds _ids = new();
    private readonly IceTupleList _tuples = new();
    private readonly TransportTuple _selected;
    private readonly TransportTuple _other;

    public LookupBenchmarks()
    {
        EngineContext context = SamplePackets.CreateContext(_slab);
        for (uint i = 0; i < Producers; i++)
        {
            SimulatedStream stream = SamplePackets.Stream with
            {
                Ssrc = SamplePackets.Ssrc + (2 * i),
                RtxSsrc = SamplePackets.Ssrc + (2 * i) + 1,
                Mid = $"{i}",
            };
            _table.Add(new ProducerCore(context, null!, SamplePackets.ProducerOptions(stream)));
        }

        for (ushort port = 1; port <= EngineLimits.MaxIceTuples; port++)
        {
            _tuples.Add(Timestamp.Zero, new TransportTuple(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, port)));
        }

        _selected = new TransportTuple(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000001, 1));
        _other = new TransportTuple(1, TransportProtocol.Udp, NetworkAddress.FromIPv4(0x7F000002, 1));
        _tuples.Select(_selected);
    }

    [Benchmark]
    public object? FindProducer() =>
        RtpPacket.TryParse(_packet, out RtpPacket packet) ? _table.Find(packet, _ids) : null;

    [Benchmark]
    public bool IsSelectedTupleKnown() => _tuples.Contains(_selected);

    /// <summary>The worst case: a full table, and the tuple is not in it.</summary>
    [Benchmark]
    public bool IsStrangeTupleKnown() => _tuples.Contains(_other);

    [Benchmark]
    public int GetSelectedTuple() => _tuples.TryGetSelected(out TransportTuple tuple) ? tuple.SocketId : 0;

    public void Dispose()
    {
        _slab.Dispose();
        GC.SuppressFinalize(this);
    }
}
