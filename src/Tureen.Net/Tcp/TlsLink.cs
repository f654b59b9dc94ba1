using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Tureen.Engine.Primitives;
using Tureen.Net.Links;

namespace Tureen.Net.Tcp;

/// <summary>One TLS connection between two queues of packets. It connects, reads and writes on threads of the pool.</summary>
internal sealed class TlsLink : IDisposable
{
    private readonly IPAddress _local;
    private readonly StreamSecurity _security;
    private readonly ITcpFraming _framing;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _outgoingSignal = new(0, 1);
    private LinkSignals? _signals;
    private int _id;
    private volatile bool _isEnded;

    /// <param name="local">Where the connection comes from.</param>
    /// <param name="remote">The other end.</param>
    /// <param name="security">Whose certificate is expected.</param>
    /// <param name="framing">What packets look like in the stream.</param>
    public TlsLink(IPAddress local, NetworkAddress remote, StreamSecurity security, ITcpFraming framing)
    {
        _local = local;
        Remote = remote;
        _security = security;
        _framing = framing;
    }

    public NetworkAddress Remote { get; }

    /// <summary>What came. A packet that finds no room is dropped, as a network would.</summary>
    public DatagramQueue Incoming { get; } = new(NetLimits.TlsQueueBytes);

    /// <summary>What shall leave.</summary>
    public DatagramQueue Outgoing { get; } = new(NetLimits.TlsQueueBytes);

    /// <summary>The connection could not be opened, or is over.</summary>
    public bool IsEnded => _isEnded;

    /// <summary>Begins to connect. Once.</summary>
    /// <param name="signals">Learns of packets and of the end.</param>
    /// <param name="id">Under which number.</param>
    public void Open(LinkSignals signals, int id)
    {
        _signals = signals;
        _id = id;
        Incoming.Open(signals, id);
        _ = Task.Run(RunAsync);
    }

    /// <summary>Something was written to <see cref="Outgoing"/>. On the loop's thread.</summary>
    public void SignalOutgoing()
    {
        if (_outgoingSignal.CurrentCount == 0)
        {
            try
            {
                _outgoingSignal.Release();
            }
            catch (SemaphoreFullException)
            {
                // Signaled already.
            }
        }
    }

    public void Dispose()
    {
        Incoming.Close();
        Outgoing.Close();
        _end.Cancel();
    }

    private async Task RunAsync()
    {
        try
        {
            using var socket = new Socket(_local.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await using SslStream stream = await ConnectAsync(socket).ConfigureAwait(false);
            Task writing = WriteAsync(stream);
            await (await Task.WhenAny(ReadAsync(stream), writing).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or OperationCanceledException or ObjectDisposedException)
        {
            // The engine learns that the path is gone.
        }
        finally
        {
            await _end.CancelAsync().ConfigureAwait(false);
            _isEnded = true;
            _signals!.Add(_id);
        }
    }

    private async Task<SslStream> ConnectAsync(Socket socket)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(NetLimits.TlsConnectTime);
        if (!_local.Equals(IPAddress.Any) && !_local.Equals(IPAddress.IPv6Any))
        {
            socket.Bind(new IPEndPoint(_local, 0));
        }

        await socket.ConnectAsync(new IPEndPoint(Remote.ToIPAddress(), Remote.Port), limit.Token).ConfigureAwait(false);
        var stream = new SslStream(new NetworkStream(socket));
        var options = new SslClientAuthenticationOptions { TargetHost = _security.HostName, RemoteCertificateValidationCallback = _security.Validation };
        await stream.AuthenticateAsClientAsync(options, limit.Token).ConfigureAwait(false);
        return stream;
    }

    private async Task ReadAsync(SslStream stream)
    {
        var frames = new TcpFrameBuffer(_framing, EngineLimits.MaxDatagramLength, NetLimits.TlsReadBytes);
        var buffer = new byte[NetLimits.TlsReadBytes];
        while (!frames.IsBroken)
        {
            int received = await stream.ReadAsync(buffer, _end.Token).ConfigureAwait(false);
            if (received == 0)
            {
                return;
            }

            Take(frames, buffer.AsSpan(0, received));
        }
    }

    /// <summary>Cuts what was read into packets, as much at once as the buffer of frames has room for.</summary>
    private void Take(TcpFrameBuffer frames, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0 && !frames.IsBroken)
        {
            Span<byte> free = frames.Free;
            int count = Math.Min(free.Length, bytes.Length);
            bytes[..count].CopyTo(free);
            frames.Advance(count);
            bytes = bytes[count..];
            while (frames.TryRead(out ReadOnlySpan<byte> packet))
            {
                Incoming.TryWrite(packet);
            }
        }

        Incoming.Signal();
    }

    private async Task WriteAsync(SslStream stream)
    {
        var buffer = new byte[NetLimits.TlsReadBytes];
        while (true)
        {
            await _outgoingSignal.WaitAsync(_end.Token).ConfigureAwait(false);
            while (Gather(buffer) is > 0 and var length)
            {
                await stream.WriteAsync(buffer.AsMemory(0, length), _end.Token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>As many packets as fit, so that small ones share a record.</summary>
    private int Gather(byte[] buffer)
    {
        int length = 0;
        while (Outgoing.TryPeek(out ReadOnlySpan<byte> packet) && length + _framing.HeaderLength + packet.Length <= buffer.Length)
        {
            _framing.WriteHeader(buffer.AsSpan(length), packet.Length);
            packet.CopyTo(buffer.AsSpan(length + _framing.HeaderLength));
            length += _framing.HeaderLength + packet.Length;
            Outgoing.Advance(packet.Length);
        }

        return length;
    }
}
