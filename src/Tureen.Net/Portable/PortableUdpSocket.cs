using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Portable;

/// <summary>A UDP socket of the base library, one call per datagram.</summary>
internal sealed class PortableUdpSocket : IDatagramSocket
{
    private readonly NetCounters _counters;
    private readonly SocketAddress _sender;
    private readonly SocketAddress _destination;
    private readonly bool _isIPv6;

    public PortableUdpSocket(int id, Socket socket, NetCounters counters)
    {
        Id = id;
        Socket = socket;
        _counters = counters;
        _isIPv6 = socket.AddressFamily == AddressFamily.InterNetworkV6;
        int length = _isIPv6 ? SocketAddressCodec.IPv6Length : SocketAddressCodec.IPv4Length;
        _sender = new SocketAddress(socket.AddressFamily, length);
        _destination = new SocketAddress(socket.AddressFamily, length);
        IPEndPoint local = (IPEndPoint)socket.LocalEndPoint!;
        LocalAddress = NetworkAddress.From(local.Address, local.Port);
        counters.SocketOpened();
    }

    public int Id { get; }

    public int TupleId => Id;

    public Socket Socket { get; }

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress { get; }

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    public unsafe int Receive(ReceiveBatch batch)
    {
        int count = 0;
        for (int attempt = 0; attempt < batch.Capacity && Socket.Poll(0, SelectMode.SelectRead); attempt++)
        {
            try
            {
                Span<byte> slot = new(batch.GetSlot(count), batch.SlotLength);
                int length = Socket.ReceiveFrom(slot, SocketFlags.None, _sender);
                if (length == batch.SlotLength)
                {
                    _counters.TruncatedDropped++;
                    continue;
                }

                batch.Set(count, SocketAddressCodec.Read(_sender.Buffer.Span, _isIPv6), length, length);
                count++;
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.MessageSize)
            {
                _counters.TruncatedDropped++;
            }
            catch (SocketException)
            {
                // Nothing to read after all, or the echo of an earlier packet's fate.
                break;
            }
        }

        return count;
    }

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            if (!SocketAddressCodec.CanReach(message.Remote, _isIPv6))
            {
                _counters.SendFailedDropped += message.Count;
                continue;
            }

            SocketAddressCodec.Write(message.Remote, _isIPv6, _destination.Buffer.Span);
            for (int i = 0; i < message.Count; i++)
            {
                SendOne(vectors[message.First + i].Span);
            }
        }
    }

    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            Socket.Dispose();
            _counters.SocketClosed();
        }
    }

    private void SendOne(ReadOnlySpan<byte> packet)
    {
        _counters.SendCalls++;
        try
        {
            Socket.SendTo(packet, SocketFlags.None, _destination);
            _counters.MessagesSent++;
            _counters.DatagramsSent++;
            _counters.BytesSent += packet.Length;
        }
        catch (SocketException exception) when (exception.SocketErrorCode
            is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            _counters.SendBufferFullDropped++;
        }
        catch (SocketException)
        {
            _counters.SendFailedDropped++;
        }
    }
}
