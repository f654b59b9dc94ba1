using System.Net;
using Tureen.Bench.Fanout;
using Tureen.Engine.Dtls;
using Tureen.Engine.Primitives;
using Tureen.Net.Loop;
using Tureen.Ortc;
using Tureen.Testing;

namespace Tureen.Bench.Data;

/// <summary>
/// The floor: as many datagrams of the same length in batches of the same size, encrypted by the same DTLS and sent by the same batch
/// from as many sockets, with nothing in between. Only that is timed.
/// </summary>
internal sealed class DataFloorSide : IDatagramHandler, IAsyncDisposable
{
    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "floor" });
    private readonly DtlsCertificate _certificate = DtlsCertificate.Generate();
    private readonly List<(TransportTuple Tuple, DtlsTransport Dtls)> _targets = [];
    private byte[] _packet = [];
    private Timestamp _next = Timestamp.Never;
    private TimeSpan _interval;
    private long _left;
    private int _batch;
    private int _target;
    private ThreadSample _done;
    private TaskCompletionSource<ThreadSample>? _completion;

    public DataFloorSide() => _host.Start(this);

    public Timestamp NextDeadline => _next;

    /// <summary>Connects a session of its own for the destination; the other end of it is forgotten.</summary>
    public Task<bool> AddTargetAsync(NetworkAddress address) => _host.InvokeAsync((now, _) =>
    {
        int socketId = _host.OpenUdpSocket(new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20), out NetworkAddress _);
        var tuple = new TransportTuple(socketId, TransportProtocol.Udp, address);
        _targets.Add((tuple, Connect(now, tuple)));
        return true;
    });

    /// <summary>Sends as much as the worker did, evenly over as long; what it took. DTLS adds <paramref name="overhead"/> bytes.</summary>
    public async Task<ThreadSample> RepeatAsync(DataSample worker, TimeSpan duration, int overhead)
    {
        var completion = new TaskCompletionSource<ThreadSample>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _host.InvokeAsync((now, _) =>
        {
            _packet = new byte[Math.Max(1, (int)(worker.Bytes / worker.Datagrams) - overhead)];
            _left = worker.Datagrams;
            _batch = (int)Math.Max(1, worker.Datagrams / worker.Flushes);
            _interval = duration / worker.Flushes;
            _done = default;
            _completion = completion;
            _next = now;
            return true;
        });
        return await completion.Task;
    }

    /// <summary>Bytes that DTLS adds to a packet.</summary>
    public Task<int> MeasureOverheadAsync() => _host.InvokeAsync((now, _) =>
    {
        var sink = new RecordingDatagramSink { IsRecording = false };
        byte[] packet = new byte[100];
        _targets[0].Dtls.SendApplicationData(now, _targets[0].Tuple, packet, sink);
        return sink.LastLength - packet.Length;
    });

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (now < _next)
        {
            return;
        }

        int count = (int)Math.Min(_batch, _left);
        TimeSpan before = ThreadCpuClock.Now;
        for (int i = 0; i < count; i++)
        {
            (TransportTuple tuple, DtlsTransport dtls) = _targets[_target];
            _target = _target + 1 == _targets.Count ? 0 : _target + 1;
            dtls.SendApplicationData(now, tuple, _packet, sink);
        }

        ((UdpSendBatch)sink).Flush();
        _done = new ThreadSample(_done.CpuTime + (ThreadCpuClock.Now - before), _done.Packets + count);
        _left -= count;
        _next += _interval;
        if (_left == 0)
        {
            _next = Timestamp.Never;
            _completion!.SetResult(_done);
        }
    }

    public void HandleDatagram(Timestamp now, in TransportTuple tuple, Span<byte> datagram, IDatagramSink sink)
    {
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
        foreach ((_, DtlsTransport dtls) in _targets)
        {
            dtls.Dispose();
        }

        _certificate.Dispose();
    }

    private DtlsTransport Connect(Timestamp now, in TransportTuple tuple)
    {
        var server = new DtlsTransport(_certificate);
        using var client = new DtlsTransport(_certificate);
        var fromServer = new RecordingDatagramSink();
        var fromClient = new RecordingDatagramSink();
        CertificateFingerprint fingerprint = _certificate.GetFingerprint(FingerprintAlgorithm.Sha256);
        server.SetRemoteFingerprint(fingerprint);
        client.SetRemoteFingerprint(fingerprint);
        server.Start(now, DtlsRole.Server, tuple, fromServer);
        client.Start(now, DtlsRole.Client, tuple, fromClient);
        while (server.State == DtlsState.Connecting || client.State == DtlsState.Connecting)
        {
            foreach ((_, byte[] datagram) in fromClient.TakeAll())
            {
                server.HandleDatagram(now, tuple, datagram, fromServer);
            }

            foreach ((_, byte[] datagram) in fromServer.TakeAll())
            {
                client.HandleDatagram(now, tuple, datagram, fromClient);
            }
        }

        return server.State == DtlsState.Connected ? server : throw new InvalidOperationException("The floor's DTLS did not connect.");
    }
}
