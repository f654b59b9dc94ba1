using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp.Send;

/// <summary>A sending half whose packets are written down and whose SACKs are made by hand. The first TSN is 10.</summary>
internal sealed class SentChunks
{
    public const uint FirstTsn = 10;

    private readonly byte[] _packet = new byte[SctpLimits.Mtu - SctpLimits.CommonHeaderLength];

    public SentChunks(uint peerWindow = 1_000_000, bool isInterleaving = false, bool isPartiallyReliable = true)
    {
        Sender = new DataSender(Pool, new DataSenderOptions());
        Sender.Establish(FirstTsn, peerWindow, isInterleaving, isPartiallyReliable);
    }

    public SctpBufferPool Pool { get; } = new();

    public DataSender Sender { get; }

    public Timestamp Now { get; set; } = Timestamp.FromMilliseconds(1000);

    public uint PeerWindow { get; set; } = 1_000_000;

    /// <summary>The skipped messages of the last FORWARD-TSN or I-FORWARD-TSN.</summary>
    public SkippedMessage[] Skipped { get; private set; } = [];

    public uint? ForwardTsn { get; private set; }

    public int Packets { get; private set; }

    public void Send(int length, ushort stream = 0, SendParameters parameters = default) =>
        Assert.Equal(SendOutcome.Queued, Sender.Send(Now, stream, 53, new byte[length], parameters));

    /// <summary>Lets the sender write packets; returns the TSNs of their DATA chunks.</summary>
    public List<uint> Flush(int packets = int.MaxValue)
    {
        var tsns = new List<uint>();
        ForwardTsn = null;
        Sender.StartBurst();
        while (packets-- > 0 && Sender.WriteChunks(Now, _packet) is > 0 and int length)
        {
            Packets++;
            Assert.Equal(0, length % 4);
            for (int offset = 0; offset < length;)
            {
                ReadOnlySpan<byte> chunk = _packet.AsSpan(offset, length - offset);
                Note(chunk, tsns);
                offset += ChunkFrame.Pad(BinaryPrimitives.ReadUInt16BigEndian(chunk[2..]));
            }
        }

        return tsns;
    }

    public SackOutcome Sack(uint cumulative, params (int Start, int End)[] gaps)
    {
        byte[] bytes = new byte[16 + (4 * gaps.Length)];
        SackChunk.Write(bytes, cumulative, PeerWindow, [.. gaps.Select(gap => new GapBlock((ushort)gap.Start, (ushort)gap.End))], []);
        Assert.True(SackChunk.TryParse(bytes, out SackChunk sack));
        return Sender.HandleSack(Now, sack);
    }

    public void ExpireTimer()
    {
        Now = Sender.NextDeadline;
        Assert.True(Sender.HandleDeadline(Now));
    }

    private void Note(ReadOnlySpan<byte> chunk, List<uint> tsns)
    {
        if (DataChunk.TryParse(chunk, out DataChunk data))
        {
            tsns.Add(data.Tsn);
        }
        else if (IDataChunk.TryParse(chunk, out IDataChunk interleaved))
        {
            tsns.Add(interleaved.Tsn);
        }
        else if (ForwardTsnChunk.TryParse(chunk, out ForwardTsnChunk forward))
        {
            ForwardTsn = forward.NewCumulativeTsn;
            Skipped = new SkippedMessage[forward.SkippedCount];
            for (int i = 0; i < Skipped.Length; i++)
            {
                Skipped[i] = forward.Skipped(i);
            }
        }
        else
        {
            Assert.True(IForwardTsnChunk.TryParse(chunk, out IForwardTsnChunk interleavedForward));
            ForwardTsn = interleavedForward.NewCumulativeTsn;
            Skipped = new SkippedMessage[interleavedForward.SkippedCount];
            for (int i = 0; i < Skipped.Length; i++)
            {
                Skipped[i] = interleavedForward.Skipped(i);
            }
        }
    }
}
