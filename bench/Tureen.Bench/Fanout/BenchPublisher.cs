using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Srtp;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Fanout;

/// <summary>Sends one stream and remembers when each packet left.</summary>
internal sealed class BenchPublisher(IPublishingPeer peer, SimulatedStream stream, MediaShape shape)
{
    private readonly byte[] _plain = new byte[shape.PacketLength];
    private readonly byte[] _mid = Encoding.ASCII.GetBytes(stream.Mid);
    private readonly long[] _sentAt = new long[ushort.MaxValue + 1];
    private SrtpSenderStream? _srtpStream;
    private uint _count;

    public Pace Pace { get; } = new(shape);

    public MediaShape Shape => shape;

    public uint PacketCount => _count;

    /// <summary>Microseconds on the machine's line.</summary>
    public long SentAt(uint packet) => _sentAt[(ushort)packet];

    public void SendNext(Timestamp now, IDatagramSink sink)
    {
        SrtpSender srtp = peer.Srtp!;
        _srtpStream ??= srtp.GetStream(stream.Ssrc);
        int headerLength = WriteNext();
        _sentAt[(ushort)_count++] = now.Microseconds;
        Span<byte> destination = sink.GetSpan(_plain.Length + srtp.MaxRtpOverhead);
        _plain.AsSpan(0, headerLength).CopyTo(destination);
        if (srtp.TryProtectRtp(_srtpStream, destination, headerLength, 0, _plain.AsSpan(headerLength), out int length))
        {
            sink.Send(peer.Path, length);
        }
    }

    private int WriteNext()
    {
        uint frame = _count / (uint)shape.PacketsPerFrame;
        ushort index = (ushort)(_count % (uint)shape.PacketsPerFrame);
        bool marker = !shape.IsAudio && index == shape.PacketsPerFrame - 1;
        var writer = new RtpHeaderWriter(_plain, stream.PayloadType, marker, (ushort)_count, frame * shape.TimestampStep, stream.Ssrc);
        writer.AddExtension(stream.MidId, _mid);
        int headerLength = writer.Finish();

        // Later consumers begin with the key frame that they ask for; here all are there before the first.
        new SimulatedFrame(frame, frame == 0, index, (ushort)shape.PacketsPerFrame).Write(_plain.AsSpan(headerLength));
        return headerLength;
    }
}
