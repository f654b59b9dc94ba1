using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Tests.Engine.Sctp;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

/// <summary>A peer that is connected and then sends what it likes: it writes its own packets, in its own order.</summary>
internal sealed class SctpAttacker
{
    public const SctpExtensions NoInterleaving = SctpExtensions.PartialReliability | SctpExtensions.Reconfiguration;

    /// <summary>DATA chunks of one byte in a packet of the usual length.</summary>
    private const int ChunksPerPacket = 58;

    /// <summary>How far ahead of the next TSN what is held lies, so that as many FORWARD-TSNs release nothing.</summary>
    private const uint Ahead = 20_000;

    private readonly SctpScene _scene = new();
    private readonly List<byte[]> _chunks = [];
    private uint _heldTsn;

    public SctpAttacker(SctpExtensions extensions = NoInterleaving, SctpAssociationOptions? victim = null)
    {
        _scene.A.Restart(5, new SctpAssociationOptions { Extensions = extensions, HeartbeatInterval = TimeSpan.Zero });
        _scene.B.Restart(6, (victim ?? new SctpAssociationOptions()) with { Extensions = extensions, HeartbeatInterval = TimeSpan.Zero });
        _scene.Filter = Note;
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        _scene.Run(TimeSpan.FromMilliseconds(300));
        Assert.Equal(SctpAssociationState.Connected, Victim.State);
        _heldTsn = NextTsn + Ahead;
        Victim.Events.Clear();
    }

    /// <summary>The end that is attacked.</summary>
    public SctpPeer Victim => _scene.B;

    public SctpBufferPool Pool => _scene.Pool;

    /// <summary>The TSN that the attacker's next chunk in order has.</summary>
    public uint NextTsn { get; set; }

    /// <summary>The number of the attacker's next request about streams.</summary>
    public uint NextRequest { get; set; }

    /// <summary>The TSN of the victim's first chunk that is not acknowledged.</summary>
    public uint FirstTsnOfVictim { get; set; }

    public uint Tag { get; private set; }

    public Timestamp Now => _scene.Now;

    public int BytesSent { get; private set; }

    /// <summary>Bytes of all packets that the victim sent.</summary>
    public int BytesReceived { get; private set; }

    public static byte[] ForwardTsn(uint newCumulativeTsn, params (ushort StreamId, ushort Sequence)[] skipped) => Chunk(
        192,
        0,
        [.. Number(newCumulativeTsn), .. skipped.SelectMany(item => Pair(item.StreamId, item.Sequence))]);

    public static byte[] Sack(uint cumulativeTsnAck, params (ushort Start, ushort End)[] blocks) => Chunk(
        3,
        0,
        [.. Number(cumulativeTsnAck), .. Number(int.MaxValue), .. Pair((ushort)blocks.Length, 0), .. blocks.SelectMany(item => Pair(item.Start, item.End))]);

    public static byte[] OutgoingReset(uint request, uint lastTsn, params IEnumerable<int> streamIds) =>
        Chunk(130, 0, Parameter(13, [.. Number(request), .. Number(0), .. Number(lastTsn), .. streamIds.SelectMany(Id)]));

    public static byte[] IncomingReset(uint request, params IEnumerable<int> streamIds) =>
        Chunk(130, 0, Parameter(14, [.. Number(request), .. streamIds.SelectMany(Id)]));

    public static byte[] Performed(uint request) => Chunk(130, 0, Parameter(16, [.. Number(request), .. Number(1)]));

    /// <summary>Lets time pass, in which the victim hears nothing.</summary>
    public void Wait(TimeSpan time)
    {
        _scene.Now += time;
        if (Victim.Association.NextDeadline <= _scene.Now)
        {
            Victim.Association.HandleDeadline(_scene.Now, Victim);
        }

        Receive();
    }

    public byte[] Make(params byte[][] chunks) => Packet(Tag, chunks);

    public void Send(params byte[][] chunks) => SendPacket(Make(chunks));

    public void SendPacket(byte[] packet)
    {
        BytesSent += packet.Length;
        _scene.Inject(Victim, packet, out _);
        Receive();
    }

    /// <summary>Sends a chunk of one byte that the victim must hold.</summary>
    public void Hold(byte flags, int streamId, int sequence)
    {
        _chunks.Add(Data(_heldTsn++, flags, (ushort)streamId, (ushort)sequence, 1));
        if (_chunks.Count == ChunksPerPacket)
        {
            Flush();
        }
    }

    public void Flush()
    {
        Send([.. _chunks]);
        _chunks.Clear();
    }

    /// <summary>Makes the victim send so many chunks of one byte, none of which is acknowledged.</summary>
    public void LetVictimSend(int chunks)
    {
        // 1. Its congestion window grows with whole packets that are all acknowledged.
        byte[] large = new byte[1100];
        while (Victim.Association.GetStats().CongestionWindow < (chunks + 200) * 20)
        {
            do
            {
                Assert.Equal(SendOutcome.Queued, Victim.SendMessage(Now, 1, large));
            }
            while (Victim.Association.GetStats().FlightSize < Victim.Association.GetStats().CongestionWindow);

            Receive();
            Send(Sack(FirstTsnOfVictim - 1));
        }

        while (Victim.Association.GetStats() is { FlightSize: > 0 } or { BufferedAmount: > 0 })
        {
            Receive();
            Send(Sack(FirstTsnOfVictim - 1));
        }

        // 2. Then it fills the window with small ones.
        uint first = FirstTsnOfVictim;
        for (int i = 0; i < chunks; i++)
        {
            Assert.Equal(SendOutcome.Queued, Victim.SendMessage(Now, 1, [1]));
        }

        Receive();
        Assert.Equal((uint)chunks, FirstTsnOfVictim - first);
        FirstTsnOfVictim = first;
    }

    private static byte[] Pair(ushort a, ushort b) => [(byte)(a >> 8), (byte)a, (byte)(b >> 8), (byte)b];

    private static byte[] Id(int streamId) => [(byte)(streamId >> 8), (byte)streamId];

    private bool Note(bool isToB, byte[] packet)
    {
        if (isToB && TagOf(packet) != 0)
        {
            Tag = TagOf(packet);
        }
        else if (FirstTypeOf(packet) == 1)
        {
            NextTsn = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(28));
            NextRequest = NextTsn;
        }
        else if (FirstTypeOf(packet) == 2)
        {
            FirstTsnOfVictim = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(28));
        }

        return true;
    }

    private void Receive()
    {
        while (Victim.Sent.TryDequeue(out byte[]? packet))
        {
            BytesReceived += packet.Length;
            for (int offset = 12; offset < packet.Length;)
            {
                if (packet[offset] is 0 or 64)
                {
                    uint tsn = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(offset + 4));
                    FirstTsnOfVictim = SerialNumber.IsHigher(tsn + 1, FirstTsnOfVictim) ? tsn + 1 : FirstTsnOfVictim;
                }

                offset += (BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(offset + 2)) + 3) & ~3;
            }
        }
    }
}
