using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;
using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Targets;

/// <summary>Two real associations that talk, and what is between them: loss, repetition, and packets with bytes changed.</summary>
internal sealed class AssociationTarget : FuzzTarget
{
    private const int Deliver = 0;
    private const int Change = 1;
    private const int Lose = 2;
    private const int Twice = 3;
    private const int Wait = 4;
    private const int Send = 5;
    private const int Reset = 6;
    private const int Add = 7;
    private const int End = 8;
    private const int Codes = 9;

    private const int WaitUnit = 20;
    private const int MostDeadlines = 2000;
    private const int LongestMessage = 5000;

    private static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    private readonly SctpBufferPool _pool = new();
    private readonly byte[] _message = new byte[LongestMessage];
    private AssociationEnd _a = null!;
    private AssociationEnd _b = null!;
    private Timestamp _now;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] all = [8];
            foreach (byte extensions in new byte[] { 3, 7, 15 })
            {
                yield return OperationList.Write(
                [
                    new(extensions, []), new(Deliver, all), new(Send, [0, 1, 1, 0, 0]), new(Send, [1, 2, 16, 0, 1]), new(Deliver, all), new(Wait, [20]),
                    new(Reset, [0, 1]), new(Deliver, all), new(Add, [1, 5]), new(Deliver, all), new(End, [0]), new(Deliver, all), new(Wait, [200]),
                ]);
                yield return OperationList.Write(
                [
                    new(extensions, []), new(Deliver, all), new(Send, [0, 3, 19, 0, 2]), new(Lose, [0]), new(Deliver, all), new(Wait, [60]), new(Deliver, all),
                    new(Change, [0, 0, 20, 1]), new(Twice, [1]), new(Wait, [100]), new(Deliver, all), new(End, [1]),
                ]);
            }
        }
    }

    protected override void Attack(byte[] input)
    {
        _now = Start;
        var options = new SctpAssociationOptions { Extensions = (SctpExtensions)(input.Length > 0 ? input[0] & 15 : 15), ReceiveWindow = 100_000 };
        _a = new AssociationEnd(_pool, 1, options);
        _b = new AssociationEnd(_pool, 2, options);
        _a.Association.Connect(_now, _a);
        var reader = new OperationReader(input);
        reader.TryRead(out _, out _);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do(code % Codes, data);
        }

        _a.Association.Close(_a);
        _b.Association.Close(_b);
        _a.Drain();
        _b.Drain();
        if (_pool.Leased != 0)
        {
            throw new FuzzFaultException($"{_pool.Leased} buffers are left");
        }
    }

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        int first = data.IsEmpty ? 0 : data[0];
        AssociationEnd end = (first & 1) == 0 ? _a : _b;
        switch (code)
        {
            case Deliver:
                Exchange(first);
                break;
            case Change:
                Forge(end, data.IsEmpty ? data : data[1..]);
                break;
            case Lose:
                end.Sent.TryDequeue(out _);
                break;
            case Twice when end.Sent.TryPeek(out byte[]? packet):
                Give(Other(end), packet);
                break;
            case Wait:
                Advance(TimeSpan.FromMilliseconds(first * WaitUnit));
                break;
            case Send when data.Length >= 5:
                var parameters = new SendParameters((data[4] & 1) != 0, MaxRetransmissions: (data[4] & 2) != 0 ? 1 : null);
                int length = BinaryPrimitives.ReadUInt16BigEndian(data[2..]) % LongestMessage;
                end.Association.Send(_now, data[1], 53, _message.AsSpan(0, length), parameters, end);
                break;
            case Reset when data.Length >= 2:
                end.Association.ResetStreams(_now, [data[1]], end);
                break;
            case Add when data.Length >= 2:
                end.Association.AddStreams(_now, data[1], end);
                break;
            case End:
                end.Association.Shutdown(_now, end);
                break;
        }
    }

    private AssociationEnd Other(AssociationEnd end) => end == _a ? _b : _a;

    private void Exchange(int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            bool isAny = TryCarry(_a) | TryCarry(_b);
            if (!isAny)
            {
                return;
            }
        }
    }

    private bool TryCarry(AssociationEnd from)
    {
        if (!from.Sent.TryDequeue(out byte[]? packet))
        {
            return false;
        }

        Give(Other(from), packet);
        return true;
    }

    /// <summary>The next packet with bytes changed: two bytes of place and one of bits each, and a checksum that is right again.</summary>
    private void Forge(AssociationEnd from, ReadOnlySpan<byte> changes)
    {
        if (!from.Sent.TryDequeue(out byte[]? packet))
        {
            return;
        }

        for (; changes.Length >= 3; changes = changes[3..])
        {
            packet[BinaryPrimitives.ReadUInt16BigEndian(changes) % packet.Length] ^= changes[2];
        }

        SctpPackets.Seal(packet);
        Give(Other(from), packet);
    }

    private void Give(AssociationEnd to, byte[] packet)
    {
        BeginPacket();
        to.Handle(_now, packet);
        EndPacket();
    }

    private void Advance(TimeSpan duration)
    {
        Timestamp end = _now + duration;
        for (int i = 0; i < MostDeadlines; i++)
        {
            Timestamp next = Timestamp.Min(_a.Association.NextDeadline, _b.Association.NextDeadline);
            if (next > end)
            {
                break;
            }

            _now = next > _now ? next : _now;
            _a.HandleDeadline(_now);
            _b.HandleDeadline(_now);
        }

        _now = end;
    }
}
