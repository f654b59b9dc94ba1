using System.Buffers.Binary;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports.Media;

namespace Tureen.Tests.Engine.Transports.Media;

/// <summary>Packets of some streams for a <see cref="PacedQueue"/>.</summary>
internal sealed class PacedScene : IDisposable
{
    private readonly PacketSlab _slab = new(8192);
    private readonly PacketShare _share = new();
    private readonly SharedRtpPacketPool _pool;
    private readonly ConsumerHeader _header = new(new NegotiatedExtensions(), midId: 0, mid: []);

    public PacedScene()
    {
        _pool = new SharedRtpPacketPool(_slab);
        for (uint i = 0; i < Media.Length; i++)
        {
            Media[i] = new OutgoingStream(1 + i, isRtx: false, isPaced: true);
            Rtx[i] = new OutgoingStream(101 + i, isRtx: true, isPaced: true);
        }
    }

    public PacedQueue Queue { get; } = new();

    public OutgoingStream[] Media { get; } = new OutgoingStream[3];

    public OutgoingStream[] Rtx { get; } = new OutgoingStream[3];

    public int Leased => _pool.Leased;

    /// <summary>Adds a packet of 1000 bytes of payload.</summary>
    public void Add(int stream, ushort sequence, uint frame, bool marker = false, bool isKeyFrame = false, bool isResent = false, int at = 0)
    {
        Assert.True(_pool.TryRent(_share, out SharedRtpPacket packet));
        packet.HeaderLength = 12;
        packet.PayloadLength = 1000;
        packet.Descriptor = new PayloadDescriptor { IsKeyFrame = isKeyFrame };
        Span<byte> prefix = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, sequence);
        var rtp = new OutgoingRtp
        {
            Packet = packet,
            Stream = isResent ? Rtx[stream] : Media[stream],
            PayloadType = 96,
            SequenceNumber = sequence,
            RtpTimestamp = frame,
            Marker = marker,
            Header = _header,
            Prefix = isResent ? prefix : default,
            IsRtx = isResent,
        };
        Queue.Add(Timestamp.FromMilliseconds(at), rtp, 1012);
        packet.Release();
    }

    /// <summary>Takes all packets, and says of each its SSRC and number.</summary>
    public string TakeAll()
    {
        var taken = new List<string>();
        while (Queue.TryTake(out PacedPacket packet))
        {
            taken.Add($"{packet.Stream.Ssrc}:{packet.SequenceNumber}");
            packet.Packet!.Release();
        }

        return string.Join(' ', taken);
    }

    public void Dispose() => _slab.Dispose();
}
