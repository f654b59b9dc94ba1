using System.Net.Sockets;
using Microsoft.Win32.SafeHandles;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Net.Linux;

/// <summary>A UDP socket of Linux: batched calls, and many packets of one size to one destination as one message.</summary>
internal sealed unsafe class LinuxUdpSocket : IDatagramSocket
{
    private readonly LinuxBuffers _receiveBuffers;
    private readonly LinuxUdpSender _sender;
    private readonly NetCounters _counters;

    // Guards the descriptor between its owner, which closes it, and the thread that frees the port of a stuck worker.
    private readonly Lock _closing = new();
    private int _descriptor;

    public LinuxUdpSocket(
        int id,
        int tupleId,
        int descriptor,
        in NetworkAddress localAddress,
        in ListenParameters parameters,
        bool canSegment,
        (LinuxBuffers Receive, LinuxBuffers Send) buffers,
        NetCounters counters)
    {
        Id = id;
        TupleId = tupleId;
        Parameters = parameters;
        IsIPv6 = parameters.Address.AddressFamily == AddressFamily.InterNetworkV6;
        LocalAddress = localAddress;
        _descriptor = descriptor;
        _receiveBuffers = buffers.Receive;
        _sender = new LinuxUdpSender(buffers.Send, counters, IsIPv6, canSegment);
        _counters = counters;
        counters.SocketOpened();
    }

    public int Id { get; }

    public int TupleId { get; }

    public TransportProtocol Protocol => TransportProtocol.Udp;

    public NetworkAddress LocalAddress { get; }

    /// <summary>How it was opened.</summary>
    public ListenParameters Parameters { get; }

    public bool IsIPv6 { get; }

    public bool IsClosed => _descriptor < 0;

    /// <summary>Connected to an address at which nobody receives.</summary>
    public bool IsRefused { get; private set; }

    public int Descriptor => _descriptor;

    public int MaxSegmentLength => _sender.MaxSegmentLength;

    public SegmentRefusals? SegmentRefusals => _sender.SegmentRefusals;

    public int Receive(ReceiveBatch batch)
    {
        MessageHeader* headers = _receiveBuffers.Headers;
        int capacity = Math.Min(batch.Capacity, _receiveBuffers.Count);
        _receiveBuffers.PrepareFor(batch);
        int count = LinuxNative.ReceiveMessages(_descriptor, headers, (uint)capacity, LinuxConstants.MsgDontWait, null);

        // An error here is nothing to read, or the echo of an earlier packet's fate; reading cleared it. Each further packet would wake the loop once more.
        IsRefused |= count < 0 && TupleId != Id && LinuxNative.LastError == LinuxError.ConnectionRefused;
        for (int i = 0; i < count; i++)
        {
            ref MessageHeader header = ref headers[i];
            if ((header.Flags & LinuxConstants.MsgTruncated) != 0)
            {
                _counters.TruncatedDropped++;
                batch.Set(i, default, 0, 0);
            }
            else
            {
                NetworkAddress remote = SocketAddressCodec.Read(new ReadOnlySpan<byte>(header.Name, LinuxBuffers.NameStride), IsIPv6);
                batch.Set(i, remote, (int)header.Length, ReadSegmentLength(ref header));
            }

            LinuxBuffers.Reset(ref header);
        }

        return Math.Max(0, count);
    }

    /// <summary>Sends what the kernel takes; <paramref name="vectors"/> stay where they are for the length of the call.</summary>
    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        if (!IsClosed)
        {
            _sender.Send(_descriptor, messages, vectors);
        }
    }

    /// <summary>Sends to one address through another socket, which is connected to it.</summary>
    public void Prefer(in NetworkAddress remote, LinuxUdpSocket connected) => _sender.Prefer(remote, connected);

    public void Dispose()
    {
        lock (_closing)
        {
            if (_descriptor >= 0)
            {
                _ = LinuxNative.Close(_descriptor);
                _descriptor = -1;
                _counters.SocketClosed();
            }
        }
    }

    /// <summary>
    /// Frees the port from another thread while the owner may be using the descriptor: its number stays taken, by a copy of
    /// <paramref name="harmless"/> on which nothing can be sent or received, until the owner closes it. So it never names what others open.
    /// </summary>
    public void Abandon(SafeFileHandle harmless)
    {
        lock (_closing)
        {
            if (_descriptor >= 0)
            {
                _ = LinuxNative.Duplicate(harmless, _descriptor, LinuxConstants.DuplicateCloseOnExec);
            }
        }
    }

    private static int ReadSegmentLength(ref MessageHeader header)
    {
        if (header.ControlLength >= ControlMessage.HeaderLength + sizeof(int))
        {
            ControlMessage* control = (ControlMessage*)header.Control;
            if (control->Level == LinuxConstants.SolUdp && control->Type == LinuxConstants.UdpGro
                && control->ReceivedSegmentLength > 0)
            {
                return control->ReceivedSegmentLength;
            }
        }

        return (int)header.Length;
    }
}
