using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Net.Links;
using Tureen.Net.Linux;
using Tureen.Ortc;

namespace Tureen.Net.Tcp;

/// <summary>
/// One connection, accepted or opened, which carries packets as a UDP socket would: packets that the peer does not take in time are dropped as a
/// whole, never in the middle of one.
/// </summary>
internal sealed class TcpConnection : IDatagramSocket
{
    /// <summary>The request SIOCOUTQNSD of Linux.</summary>
    private const nuint UnsentBytes = 0x894B;

    private readonly ITcpOwner _owner;
    private readonly ITcpFraming _framing;
    private readonly NetCounters _counters;
    private readonly LinkSignals _signals;
    private readonly TcpFrameBuffer _frames;
    private byte[] _pending = [];
    private int _pendingStart;
    private int _pendingEnd;
    private long _taken;
    private long _refused;

    /// <param name="id">Given out by the loop.</param>
    /// <param name="socket">The socket; it may still be connecting.</param>
    /// <param name="remote">The other end.</param>
    /// <param name="owner">What accepted or opened it.</param>
    /// <param name="framing">What packets look like in the stream.</param>
    /// <param name="signals">Wakes the loop.</param>
    /// <param name="counters">The worker's.</param>
    public TcpConnection(
        int id, Socket socket, NetworkAddress remote, ITcpOwner owner, ITcpFraming framing, LinkSignals signals, NetCounters counters)
    {
        Id = id;
        Socket = socket;
        Remote = remote;
        _owner = owner;
        _framing = framing;
        _frames = new TcpFrameBuffer(framing, EngineLimits.MaxDatagramLength, NetLimits.TcpReceiveBytes);
        _signals = signals;
        _counters = counters;
        counters.SocketOpened();
    }

    public int Id { get; }

    public Socket Socket { get; }

    public NetworkAddress Remote { get; }

    public TransportProtocol Protocol => TransportProtocol.Tcp;

    public NetworkAddress LocalAddress => _owner.LocalAddress;

    public int TupleId => _owner.Id;

    public ITcpOwner Owner => _owner;

    public bool IsClosed { get; private set; }

    public int MaxSegmentLength => 0;

    /// <summary>The connection has ended or its stream is invalid; the loop removes it.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Its place in the books of its listener, once it is accepted.</summary>
    public TcpPlace? Place { get; set; }

    /// <summary>Packets wait until the peer takes more.</summary>
    public bool IsBlocked => _pendingEnd > _pendingStart;

    /// <summary>What waits here and in the system until the peer takes more.</summary>
    public SendBacklog Backlog => new(_pendingEnd - _pendingStart + GetUnsent(), _taken, _refused);

    public TransportTuple Tuple => new(TupleId, Protocol, Remote);

    public int Receive(ReceiveBatch batch)
    {
        Flush();
        int count = TakeFrames(batch, 0);
        if (count == 0 && !IsBroken && TryFill())
        {
            count = TakeFrames(batch, 0);
        }

        // The system does not signal again for bytes that it has handed over.
        if (_frames.HasFrame)
        {
            _signals.Add(Id);
        }

        IsBroken |= _frames.IsBroken;
        return count;
    }

    public void Send(ReadOnlySpan<OutgoingMessage> messages, ReadOnlySpan<IoVector> vectors)
    {
        foreach (ref readonly OutgoingMessage message in messages)
        {
            Add(message, vectors);
        }

        Flush();
    }

    /// <summary>Adds the packets of one message behind those that wait.</summary>
    public void Add(in OutgoingMessage message, ReadOnlySpan<IoVector> vectors)
    {
        for (int i = 0; i < message.Count; i++)
        {
            AddFrame(vectors[message.First + i].Span);
        }
    }

    /// <summary>Hands over what waits, as far as the peer takes it.</summary>
    public void Flush()
    {
        while (IsBlocked && !IsBroken)
        {
            _counters.SendCalls++;
            int sent = Socket.Send(_pending.AsSpan(_pendingStart, _pendingEnd - _pendingStart), SocketFlags.None, out SocketError error);
            if (error is SocketError.WouldBlock or SocketError.NotConnected)
            {
                // The peer takes no more at present, or the connection is still being opened.
                break;
            }

            if (error != SocketError.Success)
            {
                Break();
                break;
            }

            _pendingStart += sent;
        }

        _owner.TryWatch(this);
    }

    /// <summary>Nothing more goes over it; the loop closes it in its next turn.</summary>
    public void Break()
    {
        IsBroken = true;
        _signals.Add(Id);
    }

    public void Dispose()
    {
        if (!IsClosed)
        {
            IsClosed = true;
            IsBroken = true;
            Socket.Dispose();
            _counters.SocketClosed();
        }
    }

    private bool TryFill()
    {
        int received = Socket.Receive(_frames.Free, SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        IsBroken = error != SocketError.Success || received == 0;
        if (IsBroken)
        {
            return false;
        }

        _frames.Advance(received);
        return true;
    }

    /// <summary>Bytes that the system has and that its congestion control holds back.</summary>
    private int GetUnsent()
    {
        if (!OperatingSystem.IsLinux() || IsClosed)
        {
            return 0;
        }

        return LinuxNative.IoControl((int)Socket.Handle, UnsentBytes, out int unsent) == 0 ? unsent : 0;
    }

    private unsafe int TakeFrames(ReceiveBatch batch, int count)
    {
        while (count < batch.Capacity && _frames.TryRead(out ReadOnlySpan<byte> frame))
        {
            frame.CopyTo(new Span<byte>(batch.GetSlot(count), batch.SlotLength));
            batch.Set(count, Remote, frame.Length, frame.Length);
            count++;
        }

        return count;
    }

    private void AddFrame(ReadOnlySpan<byte> packet)
    {
        int length = _framing.HeaderLength + packet.Length;
        if (IsBroken || packet.Length > ushort.MaxValue || !TryMakeRoom(length))
        {
            _counters.SendBufferFullDropped++;
            _refused++;
            return;
        }

        _framing.WriteHeader(_pending.AsSpan(_pendingEnd), packet.Length);
        packet.CopyTo(_pending.AsSpan(_pendingEnd + _framing.HeaderLength));
        _pendingEnd += length;
        _taken += length;
        _counters.MessagesSent++;
        _counters.DatagramsSent++;
        _counters.BytesSent += packet.Length;
    }

    /// <summary>Moves what waits to the front and lets the buffer grow up to its limit.</summary>
    private bool TryMakeRoom(int length)
    {
        if (_pending.Length - _pendingEnd >= length)
        {
            return true;
        }

        int waiting = _pendingEnd - _pendingStart;
        if (waiting + length > NetLimits.TcpSendBytes)
        {
            return false;
        }

        byte[] target = _pending;
        if (_pending.Length < waiting + length)
        {
            target = new byte[Math.Min(NetLimits.TcpSendBytes, Math.Max(NetLimits.TcpReceiveBytes, 2 * (waiting + length)))];
        }

        _pending.AsSpan(_pendingStart, waiting).CopyTo(target);
        _pending = target;
        _pendingStart = 0;
        _pendingEnd = waiting;
        return true;
    }
}
