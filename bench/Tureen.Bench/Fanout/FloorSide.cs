using System.Buffers.Binary;
using System.Net;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <summary>
/// The floor: packets as the worker sends them, encrypted by the same code and sent by the same batch from as many sockets to the
/// same destinations at the same pace, with nothing in between. Only that is timed.
/// </summary>
internal sealed class FloorSide : IDatagramHandler, IAsyncDisposable
{
    private const int HeaderLength = 28;
    private const uint FirstSsrc = 900_000_000;

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "floor" });
    private readonly Pace _pace;
    private readonly SrtpProfile _profile;
    private readonly int _producers;
    private readonly List<FloorTarget> _targets = [];
    private byte[] _plain = [];
    private ushort _sequence;
    private ThreadSample _done;

    public FloorSide(SrtpProfile profile, int producers, bool isBurst)
    {
        _profile = profile;
        _producers = producers;
        _pace = new Pace(isBurst);
        _host.Start(this);
    }

    public Timestamp NextDeadline => _pace.Next;

    public Task<bool> AddTargetAsync(NetworkAddress address) => _host.InvokeAsync((_, _) =>
    {
        int socketId = _host.OpenUdpSocket(new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: 1 << 20), out _);
        byte[] keys = new byte[_profile.KeyingMaterialLength()];
        _host.Random.Fill(keys);
        var sender = new SrtpSender(_profile, keys);
        SrtpSenderStream[] streams = [.. Enumerable.Range(0, _producers).Select(i => sender.GetStream(FirstSsrc + (uint)i))];
        _targets.Add(new FloorTarget(new TransportTuple(socketId, TransportProtocol.Udp, address), sender, streams));
        return true;
    });

    /// <summary>Begins at an instant; packets get the length that the worker's have, encrypted.</summary>
    public Task<bool> StartAsync(Timestamp at, int framesPerSecond, int protectedLength) => _host.InvokeAsync((_, _) =>
    {
        _plain = new byte[protectedLength - _profile.RtpTagLength()];
        _plain[0] = 0x90;
        BinaryPrimitives.WriteUInt32BigEndian(_plain.AsSpan(12), 0xBEDE0003);
        _pace.Start(at, framesPerSecond);
        return true;
    });

    public Task<bool> StopAsync() => _host.InvokeAsync((_, _) =>
    {
        _pace.Stop();
        return true;
    });

    public Task<ThreadSample> SampleAsync() => _host.InvokeAsync((_, _) => _done);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (now < _pace.Next)
        {
            return;
        }

        TimeSpan before = ThreadCpuClock.Now;
        for (int i = 0; i < _pace.Packets; i++)
        {
            SendToAll(sink);
        }

        ((UdpSendBatch)sink).Flush();
        TimeSpan taken = ThreadCpuClock.Now - before;
        _done = new ThreadSample(_done.CpuTime + taken, _done.Packets + ((long)_pace.Packets * _targets.Count * _producers));
        _pace.Advance(now);
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
        foreach (FloorTarget target in _targets)
        {
            target.Sender.Dispose();
        }
    }

    private void SendToAll(IDatagramSink sink)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(2), ++_sequence);
        for (int producer = 0; producer < _producers; producer++)
        {
            foreach (FloorTarget target in _targets)
            {
                SrtpSenderStream stream = target.Streams[producer];
                BinaryPrimitives.WriteUInt32BigEndian(_plain.AsSpan(8), stream.Ssrc);
                Span<byte> destination = sink.GetSpan(_plain.Length + target.Sender.MaxRtpOverhead);
                _plain.AsSpan(0, HeaderLength).CopyTo(destination);
                if (target.Sender.TryProtectRtp(stream, destination, HeaderLength, 0, _plain.AsSpan(HeaderLength), out int length))
                {
                    sink.Send(target.Tuple, length);
                }
            }
        }
    }

    private sealed record FloorTarget(TransportTuple Tuple, SrtpSender Sender, SrtpSenderStream[] Streams);
}
