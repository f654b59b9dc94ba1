using System.Diagnostics.CodeAnalysis;
using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Net.Links;
using Tureen.Ortc;

namespace Tureen.Net.Tcp;

/// <summary>
/// Opens a TLS connection to the address that something is sent to, one at a time. TLS runs on threads of the pool (<see cref="TlsLink"/>); the loop
/// sees two queues.
/// </summary>
internal sealed class TlsDialer : IDatagramSocket
{
    private readonly IPAddress _local;
    private readonly StreamSecurity _security;
    private readonly ITcpFraming _framing;
    private readonly LinkSignals _signals;
    private readonly NetCounters _counters;
    private TlsLink? _link;
    private long _taken;
    private long _refused;

    /// <param name="id">Given out by the loop.</param>
    /// <param name="local">Where connections come from.</param>
    /// <param name="security">Whose certificate is expected.</param>
    /// <param name="framing">What packets look like in the stream.</param>
    /// <param name="signals">Wakes the loop.</param>
    /// <param name="counters">The worker's.</param>
    public TlsDialer(int id, IPAddress local, StreamSecurity security, ITcpFraming framing, LinkSignals signals, NetCounters counters)
    {
        Id = id;
        _local = local;
        _security = security;
        _framing = framing;
        _signals = signals;
        _counters = counters;
        LocalAddress = NetworkAddress.From(local, 0);
        counters.SocketOpened();
    }

    public int Id { get; }

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Tcp;

    public NetworkAddress LocalAddress { get; }

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public unsafe int Receive(ReceiveBatch batch)
    {
        if (_link is not { } link)
        {
            return 0;
        }

        int count = 0;
        while (count < batch.Capacity && link.Incoming.TryPeek(out ReadOnlySpan<byte> packet))
        {
            if (packet.Length <= batch.SlotLength)
            {
                packet.CopyTo(new Span<byte>(batch.GetSlot(count), batch.SlotLength));
                batch.Set(count, link.Remote, packet.Length, packet.Length);
                count++;
            }
            else
            {
                _counters.TruncatedDropped++;
            }

            link.Incoming.Advance(packet.Length);
        }

        link.Incoming.Rearm();
        return count;
    }

    /// <summary>Whether the connection has ended and everything that it brought was taken; once for each.</summary>
    public bool TryTakeClosed(out TransportTuple tuple)
    {
        tuple = default;
        if (_link is not { IsEnded: true, Incoming.IsEmpty: true } link)
        {
            return false;
        }

        tuple = new TransportTuple(Id, Protocol, link.Remote);
        EndLink();
        return true;
    }

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (_link?.Remote != message.Remote)
            {
                Dial(message.Remote);
            }

            for (int i = 0; i < message.Count; i++)
            {
                SendOne(_link, vectors[message.First + i].Span);
            }
        }

        _link?.SignalOutgoing();
    }

    public SendBacklog GetBacklog(in NetworkAddress remote) =>
        _link is { } link && link.Remote == remote ? new SendBacklog(link.Outgoing.Length, _taken, _refused) : default;

    /// <summary>Frees the connection while its stuck owner may be using this. From another thread.</summary>
    public void Abandon() => Volatile.Read(ref _link)?.Dispose();

    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            EndLink();
            _counters.SocketClosed();
        }
    }

    [MemberNotNull(nameof(_link))]
    private void Dial(in NetworkAddress remote)
    {
        EndLink();
        _link = new TlsLink(_local, remote, _security, _framing);
        _link.Open(_signals, Id);
    }

    private void EndLink()
    {
        _link?.Dispose();
        _link = null;
    }

    private void SendOne(TlsLink link, ReadOnlySpan<byte> packet)
    {
        if (link.Outgoing.TryWrite(packet))
        {
            _taken += packet.Length;
            _counters.MessagesSent++;
            _counters.DatagramsSent++;
            _counters.BytesSent += packet.Length;
        }
        else
        {
            _refused++;
            _counters.SendBufferFullDropped++;
        }
    }
}
