using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Srtp;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>Sends one stream of simulated video and remembers when each packet left.</summary>
internal sealed class BenchPublisher
{
    private const uint TimestampStep = 3000;

    private readonly BenchPeer? _peer;
    private readonly TransportTuple _path;
    private readonly SimulatedStream _stream;
    private readonly byte[] _plain = new byte[FanoutOptions.PacketLength];
    private readonly byte[] _mid;
    private readonly long[] _sentAt = new long[ushort.MaxValue + 1];
    private SrtpSenderStream? _srtpStream;
    private uint _count;

    /// <summary>Sends under a peer's keys.</summary>
    public BenchPublisher(BenchPeer peer, SimulatedStream stream)
        : this(stream) => _peer = peer;

    /// <summary>Sends in the clear.</summary>
    public BenchPublisher(in TransportTuple path, SimulatedStream stream)
        : this(stream) => _path = path;

    private BenchPublisher(SimulatedStream stream)
    {
        _stream = stream;
        _mid = Encoding.ASCII.GetBytes(stream.Mid);
    }

    public uint PacketCount => _count;

    /// <summary>Microseconds on the machine's line.</summary>
    public long SentAt(uint packet) => _sentAt[(ushort)packet];

    /// <summary>The number of the first packet of the frame that has this RTP timestamp.</summary>
    public static uint FirstPacketOf(uint timestamp) => timestamp / TimestampStep * FanoutOptions.PacketsPerFrame;

    public void SendNext(Timestamp now, IDatagramSink sink)
    {
        int headerLength = WriteNext();
        _sentAt[(ushort)_count++] = now.Microseconds;
        if (_peer is null)
        {
            _plain.CopyTo(sink.GetSpan(_plain.Length));
            sink.Send(_path, _plain.Length);
            return;
        }

        SrtpSender srtp = _peer.Srtp!;
        _srtpStream ??= srtp.GetStream(_stream.Ssrc);
        Span<byte> destination = sink.GetSpan(_plain.Length + srtp.MaxRtpOverhead);
        _plain.AsSpan(0, headerLength).CopyTo(destination);
        if (srtp.TryProtectRtp(_srtpStream, destination, headerLength, 0, _plain.AsSpan(headerLength), out int length))
        {
            sink.Send(_peer.Path, length);
        }
    }

    /// <summary>Later consumers begin with the key frame that they ask for; here all are there before the first.</summary>
    private int WriteNext()
    {
        uint frame = _count / FanoutOptions.PacketsPerFrame;
        ushort index = (ushort)(_count % FanoutOptions.PacketsPerFrame);
        var writer = new RtpHeaderWriter(
            _plain, _stream.PayloadType, index == FanoutOptions.PacketsPerFrame - 1, (ushort)_count, frame * TimestampStep, _stream.Ssrc);
        writer.AddExtension(_stream.MidId, _mid);
        int headerLength = writer.Finish();
        new SimulatedFrame(frame, frame == 0, index, FanoutOptions.PacketsPerFrame).Write(_plain.AsSpan(headerLength));
        return headerLength;
    }
}
