using Tureen.Engine.Primitives;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Fuzz;

/// <summary>Keeps some datagrams of every kind as models.</summary>
internal sealed class DatagramRecorder : IDatagramObserver
{
    private const int MaxPerKind = 24;
    private readonly Dictionary<PacketKind, List<byte[]>> _byKind = [];

    public void Observe(NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram)
    {
        PacketKind kind = PacketClassifier.Classify(datagram);
        if (!_byKind.TryGetValue(kind, out List<byte[]>? kept))
        {
            kept = [];
            _byKind.Add(kind, kept);
        }

        if (kept.Count < MaxPerKind)
        {
            kept.Add(datagram.ToArray());
        }
    }

    public byte[][] Sample() => [.. _byKind.Values.SelectMany(static kept => kept)];
}
