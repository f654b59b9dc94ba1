using System.Buffers.Binary;
using System.Net;
using Tureen.Bench.Forwarding;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Engine.Srtp;
using Tureen.Net;
using Tureen.Net.Loop;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <summary>
/// The floor: as many packets as the worker sends, encrypted by the same code, and sent by the same batch from as many sockets to the
/// same destinations at the same pace, with nothing in between. Both are timed by themselves: packets are encrypted into a batch that goes nowhere, and
/// bytes that are there already are copied into one that goes out.
/// </summary>
internal sealed class FloorSide : IDatagramHandler, IAsyncDisposable
{
    private const int HeaderLength = 28;
    private const uint FirstSsrc = 900_000_000;

    private readonly WorkerHost _host = new(new WorkerHostOptions { Name = "floor" });
    private readonly FanoutLoad _load;
    private readonly DeviceNetwork? _device;
    private readonly Pace[] _paces;
    private readonly List<FloorTarget> _targets = [];
    private readonly SocketTable _nowhere = new();
    private readonly UdpSendBatch _discarded;
    private byte[] _plain = [];
    private ushort _sequence;
    private FloorSample _done;

    public FloorSide(FanoutLoad load, DeviceNetwork? device)
    {
        _load = load;
        _device = device;
        _paces = [.. Enumerable.Range(0, load.Publishers).Select(_ => new Pace(load.Shape))];
        _discarded = new UdpSendBatch(_nowhere, new NetCounters());
        _host.Start(this);
    }

    public Timestamp NextDeadline
    {
        get
        {
            Timestamp next = Timestamp.Never;
            foreach (Pace pace in _paces)
            {
                next = Timestamp.Min(next, pace.Next);
            }

            return next;
        }
    }

    /// <summary>Goes to the network that the destinations are in.</summary>
    public Task EnterAsync() => _device?.EnterAsync(_host) ?? Task.CompletedTask;

    public Task<bool> AddTargetAsync(NetworkAddress address) => _host.InvokeAsync((_, _) =>
    {
        IPAddress local = _device is null ? IPAddress.Loopback : DeviceNetwork.LocalAddress;
        int socketId = _host.OpenUdpSocket(new ListenParameters(local, 0, 0, SendBufferSize: 1 << 20), out _);
        _nowhere.Add(new DiscardingSocket(socketId));
        byte[] keys = new byte[_load.Profile.KeyingMaterialLength()];
        _host.Random.Fill(keys);
        var sender = new SrtpSender(_load.Profile, keys);
        SrtpSenderStream[] streams = [.. Enumerable.Range(0, _load.Publishers).Select(i => sender.GetStream(FirstSsrc + (uint)i))];
        var tuple = new TransportTuple(socketId, TransportProtocol.Udp, address);
        _host.PreferRemote(tuple);
        _targets.Add(new FloorTarget(tuple, sender, streams));
        return true;
    });

    /// <summary>Begins at an instant; packets get the length that the worker's have, encrypted.</summary>
    public Task<bool> StartAsync(Timestamp at, double speed, int protectedLength) => _host.InvokeAsync((_, _) =>
    {
        _plain = new byte[protectedLength - _load.Profile.RtpTagLength()];
        _plain[0] = 0x90;
        BinaryPrimitives.WriteUInt32BigEndian(_plain.AsSpan(12), 0xBEDE0003);
        for (int publisher = 0; publisher < _paces.Length; publisher++)
        {
            _paces[publisher].Start(at + _load.OffsetOf(publisher, speed), speed);
        }

        return true;
    });

    public Task<bool> StopAsync() => _host.InvokeAsync((_, _) =>
    {
        Array.ForEach(_paces, static pace => pace.Stop());
        return true;
    });

    public Task<FloorSample> SampleAsync() => _host.InvokeAsync((_, _) => _done);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        TimeSpan began = ThreadCpuClock.Now;
        int packets = 0;
        ushort sequence = _sequence;
        foreach (Pace pace in _paces)
        {
            packets += pace.Next <= now ? pace.Packets : 0;
        }

        if (packets == 0)
        {
            return;
        }

        SendDue(now, _discarded, encrypts: true);
        _discarded.Flush();
        TimeSpan encrypted = ThreadCpuClock.Now;
        _sequence = sequence;
        SendDue(now, sink, encrypts: false);
        ((UdpSendBatch)sink).Flush();
        TimeSpan sent = ThreadCpuClock.Now;
        _done += new FloorSample(encrypted - began, sent - encrypted, (long)packets * _load.Fan);
        foreach (Pace pace in _paces)
        {
            if (pace.Next <= now)
            {
                pace.Advance(now);
            }
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
        _discarded.Dispose();
        foreach (FloorTarget target in _targets)
        {
            target.Sender.Dispose();
        }
    }

    private void SendDue(Timestamp now, IDatagramSink sink, bool encrypts)
    {
        for (int publisher = 0; publisher < _paces.Length; publisher++)
        {
            Pace pace = _paces[publisher];
            for (int i = 0; pace.Next <= now && i < pace.Packets; i++)
            {
                BinaryPrimitives.WriteUInt16BigEndian(_plain.AsSpan(2), ++_sequence);
                SendToAll(publisher, sink, encrypts);
            }
        }
    }

    private void SendToAll(int publisher, IDatagramSink sink, bool encrypts)
    {
        for (int receiver = 0; receiver < _targets.Count; receiver++)
        {
            if (!_load.Receives(receiver, publisher))
            {
                continue;
            }

            if (encrypts)
            {
                Encrypt(_targets[receiver], _targets[receiver].Streams[publisher], sink);
            }
            else
            {
                Copy(_targets[receiver], sink);
            }
        }
    }

    private void Encrypt(FloorTarget target, SrtpSenderStream stream, IDatagramSink sink)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_plain.AsSpan(8), stream.Ssrc);
        Span<byte> destination = sink.GetSpan(_plain.Length + target.Sender.MaxRtpOverhead);
        _plain.AsSpan(0, HeaderLength).CopyTo(destination);
        if (target.Sender.TryProtectRtp(stream, destination, HeaderLength, 0, _plain.AsSpan(HeaderLength), out int length))
        {
            sink.Send(target.Tuple, length);
        }
    }

    private void Copy(FloorTarget target, IDatagramSink sink)
    {
        int length = _plain.Length + _load.Profile.RtpTagLength();
        _plain.CopyTo(sink.GetSpan(length));
        sink.Send(target.Tuple, length);
    }

    private sealed record FloorTarget(TransportTuple Tuple, SrtpSender Sender, SrtpSenderStream[] Streams);
}
