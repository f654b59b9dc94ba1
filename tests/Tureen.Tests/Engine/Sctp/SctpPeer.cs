using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>One end of a <see cref="SctpScene"/>.</summary>
internal sealed class SctpPeer : ISctpPacketSink
{
    private readonly byte[] _space = new byte[2048];

    public SctpPeer(SctpBufferPool pool, ulong seed, SctpAssociationOptions options)
    {
        Pool = pool;
        Association = new SctpAssociation(new SeededRandomSource(seed), pool, options);
    }

    public SctpBufferPool Pool { get; }

    public SctpAssociation Association { get; private set; }

    /// <summary>Packets sent and not yet taken by the link.</summary>
    public Queue<byte[]> Sent { get; } = new();

    public List<SctpEvent> Events { get; } = [];

    public List<(ushort StreamId, uint Ppid, byte[] Payload)> Messages { get; } = [];

    public SctpAssociationState State => Association.State;

    /// <summary>Whether messages are read; if not, the window closes.</summary>
    public bool IsReading { get; set; } = true;

    /// <summary>As a crash would: all is forgotten.</summary>
    public void Restart(ulong seed, SctpAssociationOptions options)
    {
        Association = new SctpAssociation(new SeededRandomSource(seed), Pool, options);
        Events.Clear();
        Messages.Clear();
    }

    public Span<byte> GetSpan(int maximumLength) => _space.AsSpan(0, maximumLength);

    public void Send(int length) => Sent.Enqueue(_space[..length]);

    public SendOutcome SendMessage(Timestamp now, ushort streamId, byte[] payload, SendParameters parameters = default) =>
        Association.Send(now, streamId, 53, payload, parameters, this);

    public void Drain()
    {
        while (IsReading && Association.TryReadMessage(out SctpMessage message))
        {
            Messages.Add((message.StreamId, message.PayloadProtocolId, message.Payload.ToArray()));
            message.Release();
        }

        while (Association.TryDequeueEvent(out SctpEvent sctpEvent))
        {
            Events.Add(sctpEvent);
        }
    }

    public IEnumerable<ushort> StreamsOf(SctpEventKind kind) => Events.Where(item => item.Kind == kind).Select(item => item.StreamId);
}
