using System.Net;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Interop.Tests.Native;

/// <summary>Endpoints with one real loopback socket each, and what they send by the clock, on a thread of their own.</summary>
internal sealed class LoopbackNetwork : IDatagramHandler, IAsyncDisposable
{
    /// <summary>Bytes. A burst must not be lost before the thread reads it.</summary>
    private const int ReceiveBuffer = 4 << 20;

    /// <summary>Between the ports of the server and those of the system.</summary>
    private static readonly PortRange Ports = new(44_000, 59_999);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(20);

    private readonly WorkerHost _host;
    private readonly DtlsCertificate _certificate = DtlsCertificate.Generate();
    private readonly Dictionary<int, WebRtcEndpoint> _endpoints = [];
    private readonly Dictionary<WebRtcEndpoint, TaskCompletionSource> _connecting = [];
    private readonly List<PacedSender> _senders = [];
    private Timestamp _tick = Timestamp.Zero;

    public LoopbackNetwork(string name)
    {
        _host = new WorkerHost(new WorkerHostOptions { Name = name, PortRange = Ports });
        _host.Start(this);
    }

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = _tick;
            foreach (PacedSender sender in _senders)
            {
                next = Timestamp.Min(next, sender.Next);
            }

            return next;
        }
    }

    /// <summary>What the endpoints present to the server.</summary>
    public DtlsFingerprint Fingerprint => _certificate.GetFingerprint(FingerprintAlgorithm.Sha256).ToParameters();

    /// <summary>Opens a socket and an endpoint, which <see cref="ConnectAsync"/> connects.</summary>
    public Task<WebRtcEndpoint> OpenAsync() => _host.InvokeAsync((_, _) =>
    {
        int socketId = _host.OpenUdpSocket(
            new ListenParameters(IPAddress.Loopback, 0, 0, ReceiveBufferSize: ReceiveBuffer, SendBufferSize: ReceiveBuffer), out _);
        var endpoint = new WebRtcEndpoint(socketId, _certificate, _host.Random);
        _endpoints.Add(socketId, endpoint);
        return endpoint;
    });

    /// <summary>Completes when DTLS is done.</summary>
    /// <exception cref="TimeoutException">The server does not answer.</exception>
    public async Task ConnectAsync(WebRtcEndpoint endpoint, RemoteTransport remote)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await InvokeAsync((now, sink) =>
        {
            _connecting.Add(endpoint, connected);
            endpoint.Connect(now, remote.Address, remote.Ice, remote.Fingerprint, sink);
        });
        await connected.Task.WaitAsync(ConnectLimit);
    }

    public Task CloseAsync(WebRtcEndpoint endpoint) => InvokeAsync((_, _) =>
    {
        _connecting.Remove(endpoint);
        if (_endpoints.Remove(endpoint.SocketId))
        {
            _host.CloseSocket(endpoint.SocketId);
            endpoint.Dispose();
        }
    });

    /// <summary>Runs something on the thread of the endpoints, which belong to it.</summary>
    public Task InvokeAsync(Action<Timestamp, IDatagramSink> action) => _host.InvokeAsync((now, sink) =>
    {
        action(now, sink);
        return true;
    });

    /// <summary>Sends by the clock from now on, until <see cref="StopAsync"/>.</summary>
    public Task StartAsync(PacedSender sender) => InvokeAsync((now, _) =>
    {
        sender.Start(now);
        _senders.Add(sender);
    });

    public Task StopAsync(PacedSender sender) => InvokeAsync((_, _) => _senders.Remove(sender));

    /// <summary>Sends at a rate for a time; the number of packets.</summary>
    public async Task<long> SendAsync(double packetsPerSecond, TimeSpan duration, Action<Timestamp, IDatagramSink> send)
    {
        var sender = new PacedSender(packetsPerSecond, send);
        await StartAsync(sender);
        await Task.Delay(duration);
        await StopAsync(sender);
        return sender.Count;
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
        if (!_endpoints.TryGetValue(tuple.SocketId, out WebRtcEndpoint? endpoint))
        {
            return;
        }

        endpoint.HandleDatagram(now, datagram, sink);
        if (_connecting.Count > 0 && endpoint.IsConnected && _connecting.Remove(endpoint, out TaskCompletionSource? connected))
        {
            connected.SetResult();
        }
    }

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        // A sender may stop itself or start another one.
        for (int i = _senders.Count - 1; i >= 0; i--)
        {
            _senders[i].HandleDeadline(now, sink);
        }

        if (_tick > now)
        {
            return;
        }

        _tick = now + Tick;
        foreach (WebRtcEndpoint endpoint in _endpoints.Values)
        {
            endpoint.HandleDeadline(now, sink);
        }
    }

    public void HandleBatchEnd(Timestamp now, IDatagramSink sink)
    {
    }

    public void HandleTupleClosed(Timestamp now, in TransportTuple tuple, IDatagramSink sink)
    {
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (WebRtcEndpoint endpoint in _endpoints.Values)
        {
            endpoint.Dispose();
        }

        _certificate.Dispose();
    }
}
