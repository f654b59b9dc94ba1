using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;

namespace Tureen.Fuzz.Scenes;

/// <summary>One of two associations that speak with each other, and its packets that are under way.</summary>
internal sealed class AssociationEnd : ISctpPacketSink
{
    private const int SpaceForPacket = 2048;
    private const int MostPackets = 300;

    private readonly byte[] _space = new byte[SpaceForPacket];

    public AssociationEnd(SctpBufferPool pool, ulong seed, SctpAssociationOptions options) =>
        Association = new SctpAssociation(new SeededRandomSource(seed), pool, options);

    public SctpAssociation Association { get; }

    public Queue<byte[]> Sent { get; } = new();

    public Span<byte> GetSpan(int maximumLength) => _space.AsSpan(0, maximumLength);

    public void Send(int length)
    {
        if (Sent.Count < MostPackets)
        {
            Sent.Enqueue(_space[..length]);
        }
    }

    public void Handle(Timestamp now, ReadOnlySpan<byte> packet)
    {
        Association.HandlePacket(now, packet, this, out _);
        Drain();
    }

    public void HandleDeadline(Timestamp now)
    {
        if (Association.NextDeadline <= now)
        {
            Association.HandleDeadline(now, this);
        }

        Drain();
    }

    public void Drain()
    {
        while (Association.TryReadMessage(out SctpMessage message))
        {
            message.Release();
        }

        while (Association.TryDequeueEvent(out _))
        {
        }
    }
}
