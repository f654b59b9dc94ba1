using System.Buffers.Binary;
using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Inputs;

namespace Tureen.Fuzz.Targets;

/// <summary>Transport-wide feedback, RFC 8888, or estimates and receiver reports, of a hostile receiver to outgoing congestion control, amid packets that leave, wait and probe.</summary>
internal sealed class FeedbackTarget : FuzzTarget, ISentStreams
{
    private const int Send = 0;
    private const int Report = 1;
    private const int Wait = 2;
    private const int Demand = 3;
    private const int Path = 4;
    private const int Estimates = 5;
    private const int Streams = 6;
    private const int Codes = 7;

    private const int HeaderLength = 12;
    private const int MostPackets = 1000;
    private const int MostProbes = 10_000;
    private const double Maximum = 5_000_000;
    private static readonly Bitrate Initial = new(600_000);

    private readonly SentStamps[] _stamps = [new(SentStamps.CapacityOfReports), new(SentStamps.CapacityOfReports)];
    private OutgoingCongestion _control = null!;
    private Timestamp _now;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] sent = [20, 75];
            byte[] demand = [0x20, 0x40, 1];
            byte[] all = Feedback(0, 20, 0, 0, [0x20, 20], [.. Enumerable.Repeat((byte)4, 20)]);
            byte[] lost = Feedback(20, 20, 1, 1, [0x00, 20], []);
            byte[] vector = Feedback(40, 7, 1, 2, [0xD6, 0x59], [8, 8, 0x7F, 0xFF, 8, 0x80, 0x00]);
            byte[] endless = Feedback(0, 65_535, 2, 3, [0x1F, 0xFF, 0x1F, 0xFF, 0x1F, 0xFF], []);
            yield return OperationList.Write(
                [new(Demand, demand), new(Send, sent), new(Wait, [10]), new(Report, all), new(Send, sent), new(Wait, [30]), new(Report, lost)]);
            yield return OperationList.Write(
                [new(Send, sent), new(Send, sent), new(Send, sent), new(Wait, [20]), new(Report, vector), new(Report, endless), new(Path, []), new(Report, all)]);
            byte[] streams =
            [
                0x8B, 205, 0, 11, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 5, 0x80, 40, 0x80, 30, 0, 0, 0x9F, 0xFE, 0x80, 20, 0, 0,
                0, 0, 0, 1, 0, 0, 0, 4, 0x80, 44, 0x9F, 0xFF, 0xE0, 24, 0x80, 0, 0, 1, 0, 0,
            ];
            yield return OperationList.Write(
                [new(Demand, demand), new(Send, sent), new(Wait, [10]), new(Report, streams), new(Send, sent), new(Streams, [0, 3]), new(Wait, [30]), new(Report, streams)]);
            byte[] estimate = [0x8F, 206, 0, 5, 0, 0, 0, 1, 0, 0, 0, 0, 0x52, 0x45, 0x4D, 0x42, 1, 0x0A, 0x93, 0xE0, 0, 0, 0, 5];
            byte[] reception = [0x81, 201, 0, 7, 0, 0, 0, 1, 0, 0, 0, 5, 51, 0, 0, 20, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
            yield return OperationList.Write(
                [
                    new(Estimates, []), new(Demand, demand), new(Send, sent), new(Wait, [10]), new(Report, estimate), new(Wait, [100]), new(Report, reception),
                    new(Wait, [250]), new(Report, reception), new(Wait, [255]), new(Report, estimate), new(Path, []), new(Wait, [255]),
                ]);
            yield return OperationList.Write(
                [.. Enumerable.Range(0, 12).SelectMany(i => new Operation[]
                {
                    new(Send, sent),
                    new(Wait, [(byte)(5 + i)]),
                    new(Report, Feedback((ushort)(20 * i), 20, i, (byte)i, [0x20, 20], [.. Enumerable.Repeat((byte)(4 + (8 * i)), 20)])),
                }),]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [[0x20, 20], [0xFF, 0xFF], [0, 0], [0x80, 0], [0x7F, 0xFF], [0x8F, 205], [0x1F, 0xFF], [0xC0, 0], [0xD5, 0x55], [0xAA, 0xAA], [0x8B, 205], [0x9F, 0xFE], [0x8F, 206], [0x52, 0x45, 0x4D, 0x42]];

    protected override void Attack(byte[] input)
    {
        _now = Timestamp.FromMilliseconds(10_000);
        Begin(isEstimated: false);
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do(code % Codes, data);
            double available = _control.Available.Value;
            if (available is not (>= AvailableBitrate.Least and <= Maximum))
            {
                throw new FuzzFaultException($"{available} bps are available");
            }
        }
    }

    /// <summary>A message with its common header, its chunks and its deltas.</summary>
    private static byte[] Feedback(ushort first, ushort count, int reference, byte number, byte[] chunks, byte[] deltas)
    {
        byte[] message = new byte[(HeaderLength + 8 + chunks.Length + deltas.Length + 3) & ~3];
        message[0] = 0x8F;
        message[1] = 205;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), (ushort)((message.Length / 4) - 1));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength), first);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(HeaderLength + 2), count);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(HeaderLength + 4), (reference << 8) | number);
        chunks.CopyTo(message, HeaderLength + 8);
        deltas.CopyTo(message, HeaderLength + 8 + chunks.Length);
        return message;
    }

    private void Begin(bool isEstimated)
    {
        _control = new OutgoingCongestion(_now, new OutgoingCongestionOptions { Initial = Initial, IsEstimatedByReceiver = isEstimated });
        _control.SetLimits(_now, 0, Maximum, Maximum);
    }

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case Send when data.Length > 1:
                for (int i = 0; i < data[0]; i++)
                {
                    if (_control.IsEstimatedByReceiver)
                    {
                        _control.HandleUnnumbered(_now, data[1] * 16);
                        continue;
                    }

                    ushort number = _control.HandleSent(_now, data[1] * 16, probe: null, isResent: false, out _);
                    _stamps[number & 1].Set((ushort)(number / 2), number, 0);
                }

                break;
            case Report:
                Give(data);
                break;
            case Wait:
                Advance(TimeSpan.FromMilliseconds(data.IsEmpty ? 1 : data[0] * 4));
                break;
            case Demand when data.Length > 2:
                SetDemand(data);
                break;
            case Path:
                _control.HandlePathChanged(_now);
                break;
            case Streams when data.Length > 1:
                _control.HandleRepeated((ushort)((data[0] << 8) | data[1]));
                break;
            case Estimates:
                Begin(isEstimated: true);
                break;
        }
    }

    /// <inheritdoc/>
    public SentStamps? FindStamps(uint ssrc) => ssrc < _stamps.Length ? _stamps[ssrc] : null;

    private void SetDemand(ReadOnlySpan<byte> data)
    {
        const double Unit = 20_000;
        _control.SetDemand(
            _now,
            new CongestionDemand
            {
                NextNeed = data[0] * Unit,
                TopNeed = Math.Max(data[0], data[1]) * Unit,
                Present = data[1] * Unit / 2,
                HasVideo = (data[2] & 1) != 0,
                IsLowest = (data[2] & 2) != 0,
                IsSettled = (data[2] & 4) == 0,
            },
            isRaised: (data[2] & 8) != 0);
    }

    private void Advance(TimeSpan by)
    {
        Timestamp end = _now + by;
        for (int left = MostPackets; _control.GetDeadline(_now, hasRtx: true) is var next && next <= end; left--)
        {
            if (left == 0)
            {
                throw new FuzzFaultException("deadlines without end");
            }

            _now = next > _now ? next : _now + TimeSpan.FromMilliseconds(1);
            _control.HandleDeadline(_now);
            SendProbes();
            _control.TakeEffects();
        }

        _now = end > _now ? end : _now;
    }

    private void SendProbes()
    {
        for (int left = MostProbes; _control.TryTakePacket(_now, hasRtx: true, out ProbePacket packet); left--)
        {
            if (left == 0)
            {
                throw new FuzzFaultException("probe packets without end");
            }

            if (_control.IsEstimatedByReceiver)
            {
                _control.HandleUnnumbered(_now, packet.Length);
                continue;
            }

            _control.HandleSent(_now, packet.Length, packet, isResent: packet.Carrier == ProbeCarrier.Rtx, out _);
        }
    }

    private void Give(ReadOnlySpan<byte> data)
    {
        BeginPacket();
        var packets = new RtcpCompoundEnumerator(data);
        while (packets.MoveNext())
        {
            RtcpPacketView packet = packets.Current;
            if (ReceiverReport.TryParse(packet, out ReceiverReport reception))
            {
                foreach (ReportBlock block in reception.Reports)
                {
                    _control.HandleReception(_now, block);
                }
            }
            else if (ReceiverEstimatedMaxBitrate.TryParse(packet, out ReceiverEstimatedMaxBitrate remb))
            {
                _control.HandleEstimate(_now, remb.Bitrate);
            }
            else if (!_control.TryTakeReport(_now))
            {
                continue;
            }
            else if (TransportWideFeedback.TryParse(packet, out TransportWideFeedback feedback))
            {
                _control.HandleFeedback(_now, feedback);
            }
            else if (CongestionControlFeedback.TryParse(packet, out CongestionControlFeedback report))
            {
                _control.HandleFeedback(_now, report, this);
            }
        }

        _control.TakeEffects();
        EndPacket();
    }
}
