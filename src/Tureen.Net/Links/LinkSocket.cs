using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Links;

/// <summary>One end of a <see cref="DatagramLink"/>, which its worker uses like a socket.</summary>
internal sealed class LinkSocket(NetworkAddress local, NetworkAddress remote, DatagramQueue incoming, DatagramQueue outgoing)
    : IDatagramSocket, IDatagramLinkEnd
{
    private NetCounters? _counters;

    public int Id { get; private set; }

    public int TupleId => Id;

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress => local;

    public NetworkAddress Address => local;

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    /// <summary>Gives it to its worker. Once.</summary>
    public void Open(int id, LinkSignals signals, NetCounters counters)
    {
        Id = id;
        _counters = counters;
        counters.SocketOpened();
        incoming.Open(signals, id);
    }

    public unsafe int Receive(ReceiveBatch batch)
    {
        int count = 0;
        while (count < batch.Capacity && incoming.TryPeek(out ReadOnlySpan<byte> datagram))
        {
            if (datagram.Length <= batch.SlotLength)
            {
                datagram.CopyTo(new Span<byte>(batch.GetSlot(count), batch.SlotLength));
                batch.Set(count, remote, datagram.Length, datagram.Length);
                count++;
            }
            else
            {
                _counters!.TruncatedDropped++;
            }

            incoming.Advance(datagram.Length);
        }

        incoming.Rearm();
        return count;
    }

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (message.Remote != remote)
            {
                _counters!.SendFailedDropped += message.Count;
                continue;
            }

            for (int i = 0; i < message.Count; i++)
            {
                SendOne(vectors[message.First + i].Span);
            }
        }

        outgoing.Signal();
    }

    /// <summary>Closes the queue, so that the other end's datagrams are refused. From another thread.</summary>
    public void Abandon() => incoming.Close();

    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            incoming.Close();
            _counters?.SocketClosed();
        }
    }

    private void SendOne(ReadOnlySpan<byte> datagram)
    {
        if (outgoing.TryWrite(datagram))
        {
            _counters!.DatagramsSent++;
            _counters.BytesSent += datagram.Length;
        }
        else
        {
            _counters!.SendBufferFullDropped++;
        }
    }
}
