using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Packets.Chunks;
using Tureen.Engine.Sctp.Receive;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

/// <summary>A sending half that writes straight into a receiving half, without allocations of its own.</summary>
internal sealed class DirectExchange
{
    private const int Burst = 10;

    private readonly SctpBufferPool _pool = new();
    private readonly DataSender _sender;
    private readonly DataReceiver _receiver;
    private readonly byte[] _packet = new byte[SctpLimits.Mtu - SctpLimits.CommonHeaderLength];
    private readonly byte[] _message;
    private Timestamp _now;

    public DirectExchange(bool isInterleaving, int length)
    {
        _message = new byte[length];
        _sender = new DataSender(_pool, new DataSenderOptions());
        _receiver = new DataReceiver(_pool, SctpLimits.DefaultReceiveWindow, SctpLimits.DefaultMaxMessage);
        _sender.Establish(1, SctpLimits.DefaultReceiveWindow, isInterleaving, isPartiallyReliable: true);
        _receiver.Establish(1, isInterleaving);
    }

    public int ReceivedMessages { get; private set; }

    public void Run(int messages)
    {
        for (int i = 0; i < messages; i += Burst)
        {
            for (int j = 0; j < Burst; j++)
            {
                _sender.Send(_now, (ushort)(j % 3), 53, _message, new SendParameters(IsUnordered: j % 2 == 0));
            }

            _now += TimeSpan.FromMilliseconds(1);
            while (!_sender.IsDrained)
            {
                Exchange();
            }

            while (_sender.TryDequeueBufferedAmountLow(out _))
            {
            }
        }
    }

    private void Exchange()
    {
        _sender.StartBurst();
        while (_sender.WriteChunks(_now, _packet) is > 0 and int length)
        {
            Receive(_packet.AsSpan(0, length));
        }

        _receiver.RequestSack();
        int written = _receiver.WriteSack(_packet);
        if (SackChunk.TryParse(_packet.AsSpan(0, written), out SackChunk sack))
        {
            _sender.HandleSack(_now, sack);
        }
    }

    private void Receive(ReadOnlySpan<byte> packet)
    {
        while (packet.Length > 0)
        {
            if (DataChunk.TryParse(packet, out DataChunk data))
            {
                _receiver.HandleData(data);
            }
            else if (IDataChunk.TryParse(packet, out IDataChunk interleaved))
            {
                _receiver.HandleData(interleaved);
            }

            packet = packet[ChunkFrame.Pad(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]))..];
        }

        _receiver.HandlePacketEnd(_now);
        while (_receiver.TryReadMessage(out SctpMessage message))
        {
            ReceivedMessages++;
            message.Release();
        }
    }
}
