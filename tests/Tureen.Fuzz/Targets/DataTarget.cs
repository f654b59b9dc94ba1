using System.Buffers.Binary;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Targets;

/// <summary>Messages of data channels, DCEP and subchannels of pipes, with data consumers of every type behind them.</summary>
internal sealed class DataTarget : FuzzTarget
{
    private const int FromPeer = 0;
    private const int FromPipe = 1;
    private const int FromApplication = 2;
    private const int Wait = 3;
    private const int Command = 4;
    private const int Codes = 5;

    private const int WaitUnit = 20;
    private const int HeaderLength = 3;

    private readonly DataScene _scene = new();

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds =>
    [
        OperationList.Write(
        [
            new Operation(FromPeer, [1, 51, 0, .. "hello"u8]),
            new Operation(FromPeer, [1, 50, 0, .. Convert.FromHexString("0300010000000000000500056c6162656c70726f746f")]),
            new Operation(FromPeer, [2, 56, 0]),
            new Operation(FromPeer, [2, 57, 0, 0]),
            new Operation(Wait, [5]),
            new Operation(FromApplication, [0, 1, 0, 0, 1, 0, 2]),
        ]),
        OperationList.Write(
        [
            new Operation(FromPipe, [0, 53, 0, .. Convert.FromHexString("A5F09CB3D6E1F28F0002000102030405060708AB")]),
            new Operation(FromPipe, [0, 53, 0, .. Convert.FromHexString("A5F09CB3D6E1F28C00010001ABCDEF")]),
            new Operation(FromPipe, [0, 51, 0, .. Convert.FromHexString("A5F09CB3D6E1F28E00000405")]),
            new Operation(Command, [0, 2, 5]),
            new Operation(FromPipe, [0, 53, 0, 1, 2, 3]),
        ]),
    ];

    public override IReadOnlyList<byte[]> Tokens { get; } =
        [Convert.FromHexString("A5F09CB3D6E1F28C"), Convert.FromHexString("A5F09CB3D6E1F28F"), [0, 50], [0, 53], [0xFF, 0xFF]];

    public override void Dispose()
    {
        _scene.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        _scene.Begin(isDataChannel: input.Length > 0 && (input[0] & 0x80) != 0);
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            BeginPacket();
            Do((code & 0x7F) % Codes, data);
            EndPacket();
            _scene.Pump();
        }

        _scene.End();
    }

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case FromPeer or FromPipe when data.Length >= HeaderLength:
                _scene.HandleMessage(code == FromPipe, (ushort)(data[0] % (DataScene.Streams + 1)), data[1] + ((uint)data[2] << 24), data[HeaderLength..]);
                break;
            case FromApplication when data.Length >= HeaderLength:
                ushort[] subchannels = new ushort[(data.Length - HeaderLength) / 2];
                for (int i = 0; i < subchannels.Length; i++)
                {
                    subchannels[i] = BinaryPrimitives.ReadUInt16BigEndian(data[(HeaderLength + (2 * i))..]);
                }

                _scene.SendAsApplication(data[0], BinaryPrimitives.ReadUInt16BigEndian(data[1..]), subchannels);
                break;
            case Wait:
                _scene.Advance(TimeSpan.FromMilliseconds(data.IsEmpty ? 1 : data[0] * WaitUnit));
                break;
            case Command when data.Length >= 3:
                _scene.Command(data[0], data[1], data[2]);
                break;
        }
    }
}
