using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>A sending half and a receiving half with a link of a given loss, delay and jitter between them, in virtual time.</summary>
internal sealed class DataLoop
{
    private readonly PriorityQueue<(bool IsForward, byte[] Packet), (Timestamp At, long Order)> _link = new();
    private readonly SeededRandomSource _random;
    private readonly byte[] _packet = new byte[SctpLimits.Mtu - SctpLimits.CommonHeaderLength];
    private readonly bool _isInterleaving;
    private long _order;

    public DataLoop(
        ulong seed = 1,
        bool isInterleaving = false,
        uint initialTsn = 0xFFFF_FFF0,
        int receiveWindow = SctpLimits.DefaultReceiveWindow,
        DataSenderOptions? options = null)
    {
        _random = new SeededRandomSource(seed);
        _isInterleaving = isInterleaving;
        Sender = new DataSender(Pool, options ?? new DataSenderOptions());
        Receiver = new DataReceiver(Pool, receiveWindow, SctpLimits.DefaultMaxMessage);
        Sender.Establish(initialTsn, (uint)receiveWindow, isInterleaving, isPartiallyReliable: true);
        Receiver.Establish(initialTsn, isInterleaving);
    }

    public SctpBufferPool Pool { get; } = new();

    public DataSender Sender { get; }

    public DataReceiver Receiver { get; }

    public Timestamp Now { get; private set; } = Timestamp.FromMilliseconds(1000);

    /// <summary>Percent, of both directions.</summary>
    public int Loss { get; set; }

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(20);

    public TimeSpan Jitter { get; set; }

    /// <summary>Packets to lose, counted from now; overrides <see cref="Loss"/> while it has entries.</summary>
    public Queue<bool> LoseNext { get; } = new();

    /// <summary>Whether the application reads; else messages wait in the receiver.</summary>
    public bool IsReading { get; set; } = true;

    public int PacketsSent { get; private set; }

    public int Timeouts { get; private set; }

    public List<(ushort StreamId, uint Ppid, byte[] Payload)> Received { get; } = [];

    public List<DataVerdict> Verdicts { get; } = [];

    public SendOutcome Send(ushort streamId, byte[] payload, SendParameters parameters = default, uint ppid = 53)
    {
        SendOutcome outcome = Sender.Send(Now, streamId, ppid, payload, parameters);
        Flush();
        return outcome;
    }

    public void Flush()
    {
        Sender.StartBurst();
        while (Sender.WriteChunks(Now, _packet) is > 0 and int length)
        {
            PacketsSent++;
            Transmit(isForward: true, length);
        }
    }

    /// <summary>Lets time pass until nothing is left to happen, or until a time.</summary>
    public void Run(TimeSpan? duration = null)
    {
        Timestamp end = duration is { } span ? Now + span : Now + TimeSpan.FromHours(2);
        while (true)
        {
            Timestamp next = Timestamp.Min(Sender.NextDeadline, Receiver.NextDeadline);
            bool hasPacket = _link.TryPeek(out _, out (Timestamp At, long) head);
            next = hasPacket ? Timestamp.Min(next, head.At) : next;
            if (next > end)
            {
                Now = duration is null ? Now : end;
                return;
            }

            Now = next > Now ? next : Now;
            if (hasPacket && head.At <= Now)
            {
                (bool isForward, byte[] packet) = _link.Dequeue();
                Deliver(isForward, packet);
            }

            HandleDeadlines();
        }
    }

    public void Read()
    {
        while (Receiver.TryReadMessage(out SctpMessage message))
        {
            Received.Add((message.StreamId, message.PayloadProtocolId, message.Payload.ToArray()));
            message.Release();
        }

        SendSack();
    }

    private static byte TypeOf(ReadOnlySpan<byte> chunk) => chunk[0];

    private void HandleDeadlines()
    {
        if (Sender.NextDeadline <= Now)
        {
            Timeouts += Sender.HandleDeadline(Now) ? 1 : 0;
            Flush();
        }

        Receiver.HandleDeadline(Now);
        SendSack();
    }

    private void SendSack()
    {
        if (Receiver.NeedsSack)
        {
            Transmit(isForward: false, Receiver.WriteSack(_packet));
        }
    }

    private void Transmit(bool isForward, int length)
    {
        bool isLost = LoseNext.TryDequeue(out bool lose) ? lose : _random.Next(0, 99) < Loss;
        if (isLost)
        {
            return;
        }

        TimeSpan delay = Delay + (Jitter * _random.NextDouble());
        _link.Enqueue((isForward, _packet[..length]), (Now + delay, _order++));
    }

    private void Deliver(bool isForward, byte[] packet)
    {
        if (!isForward)
        {
            Assert.True(SackChunk.TryParse(packet, out SackChunk sack));
            Assert.NotEqual(SackOutcome.Invalid, Sender.HandleSack(Now, sack));
            Flush();
            return;
        }

        for (int offset = 0; offset < packet.Length;)
        {
            ReadOnlySpan<byte> chunk = packet.AsSpan(offset);
            HandleChunk(chunk);
            offset += ChunkFrame.Pad(BinaryPrimitives.ReadUInt16BigEndian(chunk[2..]));
        }

        Receiver.HandlePacketEnd(Now);
        if (IsReading)
        {
            Read();
        }

        SendSack();
    }

    private void HandleChunk(ReadOnlySpan<byte> chunk)
    {
        switch (TypeOf(chunk))
        {
            case DataChunk.Type:
                Assert.False(_isInterleaving);
                Assert.True(DataChunk.TryParse(chunk, out DataChunk data));
                Verdicts.Add(Receiver.HandleData(data));
                break;
            case IDataChunk.Type:
                Assert.True(_isInterleaving);
                Assert.True(IDataChunk.TryParse(chunk, out IDataChunk interleaved));
                Verdicts.Add(Receiver.HandleData(interleaved));
                break;
            case ForwardTsnChunk.Type:
                Assert.True(ForwardTsnChunk.TryParse(chunk, out ForwardTsnChunk forward));
                Receiver.HandleForwardTsn(forward);
                break;
            case IForwardTsnChunk.Type:
                Assert.True(IForwardTsnChunk.TryParse(chunk, out IForwardTsnChunk interleavedForward));
                Receiver.HandleForwardTsn(interleavedForward);
                break;
            default:
                Assert.Fail($"Chunk of type {chunk[0]}.");
                break;
        }
    }
}
