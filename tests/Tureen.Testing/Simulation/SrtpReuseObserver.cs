using System.Buffers.Binary;
using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation;

/// <summary>
/// Finds two different packets under one SRTP index, which gives a GCM key away (RFC 7714 §10.1). For traces in which no SSRC
/// comes round its 65,536 sequence numbers.
/// </summary>
internal sealed class SrtpReuseObserver : IDatagramObserver
{
    private readonly Dictionary<(NetworkAddress From, NetworkAddress To, uint Ssrc, ushort Sequence), string> _seen = [];

    public List<string> Violations { get; } = [];

    public int Packets { get; private set; }

    public int Repeats { get; private set; }

    public void Observe(NetworkAddress from, NetworkAddress to, ReadOnlySpan<byte> datagram)
    {
        if (PacketClassifier.Classify(datagram) != PacketKind.Rtp)
        {
            return;
        }

        Packets++;
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(datagram[8..]);
        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        string bytes = Convert.ToHexString(datagram);
        if (_seen.TryAdd((from, to, ssrc, sequence), bytes))
        {
            return;
        }

        Repeats++;
        if (_seen[(from, to, ssrc, sequence)] != bytes)
        {
            Violations.Add($"SSRC {ssrc} number {sequence} to {to} was sent twice with different bytes");
        }
    }
}
