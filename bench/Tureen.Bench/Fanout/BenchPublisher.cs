using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Srtp;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>Sends one stream of simulated video and remembers when each packet left.</summary>
internal sealed class BenchPublisher(BenchPeer peer, SimulatedStream stream)
{
    private const uint TimestampStep = 3000;

    private readonly byte[] _plain = new byte[FanoutOptions.PacketLength];
    private readonly byte[] _mid = Encoding.ASCII.GetBytes(stream.Mid);
    private readonly long[] _sentAt = new long[ushort.MaxValue + 1];
    private SrtpSenderStream? _srtpStream;
    private uint _count;

    public uint PacketCount => _count;

    public BenchPeer Peer => peer;

    /// <summary>Microseconds on the machine's line.</summary>
    public long SentAt(uint packet) => _sentAt[(ushort)packet];

    /// <summary>The number of the first packet of the frame that has this RTP timestamp.</summary>
    public static uint FirstPacketOf(uint timestamp) => timestamp / TimestampStep * FanoutOptions.PacketsPerFrame;

    public void SendNext(Timestamp now, IDatagramSink sink)
    {
        SrtpSender srtp = peer.Srtp!;
        _srtpStream ??= srtp.GetStream(stream.Ssrc);
        uint frame = _count / FanoutOptions.PacketsPerFrame;
        ushort index = (ushort)(_count % FanoutOptions.PacketsPerFrame);
        var writer = new RtpHeaderWriter(
            _plain, stream.PayloadType, index == FanoutOptions.PacketsPerFrame - 1, (ushort)_count, frame * TimestampStep, stream.Ssrc);
        writer.AddExtension(stream.MidId, _mid);
        int headerLength = writer.Finish();

        // Later consumers begin with the key frame that they ask for; here all are there before the first.
        new SimulatedFrame(frame, frame == 0, index, FanoutOptions.PacketsPerFrame).Write(_plain.AsSpan(headerLength));
        _sentAt[(ushort)_count++] = now.Microseconds;

        Span<byte> destination = sink.GetSpan(_plain.Length + srtp.MaxRtpOverhead);
        _plain.AsSpan(0, headerLength).CopyTo(destination);
        if (srtp.TryProtectRtp(_srtpStream, destination, headerLength, 0, _plain.AsSpan(headerLength), out int length))
        {
            sink.Send(peer.Path, length);
        }
    }
}
