using System.Buffers.Binary;
using Tureen.Engine.Primitives;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Targets;

/// <summary>
/// Datagrams to producers of every codec with consumers of every type behind them, and from those consumers; time, bursts and the
/// application's commands between them.
/// </summary>
internal class MediaTarget : FuzzTarget
{
    private const int Publish = 0;
    private const int View = 1;
    private const int Pipe = 2;
    private const int Wait = 3;
    private const int Burst = 4;
    private const int Command = 5;
    private const int Codes = 6;

    private const int LongestBurst = 64;
    private const int WaitUnit = 20;

    private readonly byte[] _datagram = new byte[InputLimits.MaxOperationLength];
    private readonly byte[] _last = new byte[InputLimits.MaxOperationLength];
    private int _lastLength;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            yield return Sequence(Packets.Call(100, 4));
            yield return Sequence(Enumerable.Range(0, 8).SelectMany(static i => Packets.Vp8Simulcast((ushort)(10 + i), i % 4)));
            yield return Sequence(Enumerable.Range(0, 8).SelectMany(static i => Packets.Vp9Svc((ushort)(10 + (3 * i)), i)));
            yield return Sequence(Enumerable.Range(0, 8).Select(static i => Packets.Av1TwoLayers((ushort)(10 + i), i % 5)));
            yield return Sequence(Enumerable.Range(0, 8).Select(static i => Packets.Av1KSvc((ushort)(10 + i), i % 5)));
            yield return Sequence(Enumerable.Range(0, 4).SelectMany(static i => Packets.H264Simulcast((ushort)(10 + i), i)));
            yield return Sequence([.. Packets.Vp8ByRid(1, 0), .. Packets.Vp8ByRid(2, 1), Packets.Opus(1), Packets.Opus(2)]);
            yield return Sequence([Packets.WithExtensions(1), .. Packets.Vp8Simulcast(3, 1), Packets.Rtx(1, 2), Packets.WithExtensions(4)]);
            yield return OperationList.Write(
            [
                .. Packets.Vp8Simulcast(1, 0).Select(static packet => new Operation(Publish, packet)),
                new Operation(Burst, [20, 1, 0, 100]),
                new Operation(Wait, [10]),
                new Operation(Command, [0, 0, 0x10]),
                new Operation(Command, [1, 3, 0]),
                .. Packets.Vp9Svc(1, 0).Select(static packet => new Operation(Publish, packet)),
                new Operation(Burst, [20, 1, 0, 100]),
                new Operation(Wait, [255]),
            ]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new uint[] { 1001, 1002, 1003, 1005, 2001, 2002, 3001, 4001, 5001, 5003, 6001 }.Select(Packets.Number),
        [96], [97], [98], [100], [102], [111], [0x80 + 96], [0x80 + 100], [0x80 + 102],
        [0xBE, 0xDE, 0, 1], [0x10, 0, 0, 1], [0x82], [0x8F], [0x20],
        Convert.FromHexString("C0000080010082808040"),
        Convert.FromHexString("80012F800214EAA860414D1410208426"),
    ];

    protected MediaScene Scene { get; } = new();

    public override void Dispose()
    {
        Scene.Dispose();
        base.Dispose();
    }

    /// <summary>Operations that give each packet to the producers.</summary>
    protected static IEnumerable<Operation> ToPublisher(IEnumerable<byte[]> packets) =>
        packets.Select(static packet => new Operation(Publish, packet));

    /// <summary>Operations that give each packet as feedback of the consumers.</summary>
    protected static IEnumerable<Operation> FromViewer(IEnumerable<byte[]> packets) =>
        packets.Select(static packet => new Operation(View, packet));

    protected static IEnumerable<Operation> FromPipe(IEnumerable<byte[]> packets) =>
        packets.Select(static packet => new Operation(Pipe, packet));

    /// <summary>What was before the input.</summary>
    protected virtual void Prepare()
    {
    }

    protected override void Attack(byte[] input)
    {
        _lastLength = 0;
        Scene.Begin();
        Prepare();
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do(code % Codes, data);
        }

        Scene.End();
    }

    protected void Give(in TransportTuple from, ReadOnlySpan<byte> datagram)
    {
        int length = Math.Min(datagram.Length, _datagram.Length);
        datagram[..length].CopyTo(_datagram);
        BeginPacket();
        Scene.Handle(from, _datagram.AsSpan(0, length));
        EndPacket();
    }

    private static byte[] Sequence(IEnumerable<byte[]> packets) => OperationList.Write([.. ToPublisher(packets)]);

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case Publish:
                _lastLength = Math.Min(data.Length, _last.Length);
                data[.._lastLength].CopyTo(_last);
                Give(Scene.Publisher, data);
                break;
            case View:
                Give(Scene.Viewer, data);
                break;
            case Pipe:
                Give(Scene.Pipe, data);
                break;
            case Wait:
                Scene.Advance(TimeSpan.FromMilliseconds(data.IsEmpty ? 1 : data[0] * WaitUnit));
                break;
            case Burst when data.Length >= 4:
                Repeat(data[0] % LongestBurst, data[1], BinaryPrimitives.ReadUInt16BigEndian(data[2..]));
                break;
            case Command when data.Length >= 3:
                Scene.Command(data[0], data[1], data[2]);
                break;
        }
    }

    /// <summary>The last packet again, with numbers and timestamps that go on.</summary>
    private void Repeat(int count, byte step, ushort ticks)
    {
        for (; count > 0 && _lastLength >= 12; count--)
        {
            Span<byte> packet = _last.AsSpan(0, _lastLength);
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)(BinaryPrimitives.ReadUInt16BigEndian(packet[2..]) + step));
            BinaryPrimitives.WriteUInt32BigEndian(packet[4..], BinaryPrimitives.ReadUInt32BigEndian(packet[4..]) + ticks);
            Give(Scene.Publisher, packet);
        }
    }
}
