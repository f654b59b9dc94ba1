using System.Buffers.Binary;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Targets;

/// <summary>SCTP packets, mostly with the right tag and checksum, to an association with data producers and data consumers behind it.</summary>
internal sealed class SctpTarget : FuzzTarget
{
    private const int Chunks = 0;
    private const int Raw = 1;
    private const int Wait = 2;
    private const int PeerSends = 3;
    private const int ApplicationSends = 4;
    private const int Burst = 5;
    private const int Command = 6;
    private const int Listen = 7;
    private const int Echo = 8;
    private const int Numbered = 9;
    private const int Codes = 10;

    private const int LongestBurst = 64;
    private const int WaitUnit = 20;
    private const int TsnOffset = 4;

    private readonly DataScene _scene = new();
    private readonly byte[] _packet = new byte[InputLimits.MaxOperationLength + SctpPackets.HeaderLength];
    private readonly byte[] _chunks = new byte[InputLimits.MaxOperationLength];
    private int _chunksLength;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            foreach (byte kind in new byte[] { 0, 0x80 })
            {
                yield return Sequence(kind, Data(0, 0, 3, 0), Data(0, 1, 3, 1), new(PeerSends, [1, 8, 0]), new(Wait, [10]));
                yield return Sequence(kind, Data(0, 2, 2, 0), Data(0, 3, 0, 0), Data(0, 4, 1, 0), new(Burst, [30]), new(Wait, [50]));
                yield return Sequence(kind, Data(64, 2, 2, 0), Data(64, 4, 0, 1), new(Burst, [30]), new(Wait, [50]));
                yield return Sequence(
                    kind,
                    new(Listen, [0]),
                    new(ApplicationSends, [0, 12, 0]),
                    new(ApplicationSends, [1, 1, 0]),
                    new(Numbered, [3, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 1, 0, 2, 0, 3]),
                    new(Wait, [60]),
                    new(Numbered, [3, 1, 0, 3, 0, 1, 0, 0, 0, 0, 0, 0]));
                yield return Sequence(kind, Data(0, 5, 2, 0), new(Numbered, [192, 0, 0, 6, 0, 0, 0, 0, 0, 1, 0, 1]), Data(0, 7, 3, 0));
                yield return Sequence(kind, Data(64, 5, 2, 0), new(Numbered, [194, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 1]), Data(64, 7, 3, 0));
                yield return Sequence(kind, [.. Requests()]);
                yield return Sequence(kind, [.. Control()]);
                yield return Sequence(kind, new(Command, [0, 0, 0]), new(Command, [1, 1, 0]), new(Command, [2, 3, 1]), new(Wait, [20]));
                yield return Sequence(kind, new(Echo, []), new(Echo, [8, 1, 20, 255]), new(PeerSends, [0, 1, 0]));
            }
        }
    }

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 64, 128, 130, 192, 194 }.Select(static type => new[] { type, (byte)0, (byte)0, (byte)16 }),
        .. Enumerable.Range(13, 6).Select(static type => new byte[] { 0, (byte)type, 0, 12 }),
        [0xC0, 0, 0, 4], [0x80, 8, 0, 8, 130, 192, 64, 194], [0x80, 1, 0, 8, 0, 0, 0, 1], [0, 7, 0, 8],
    ];

    public override void Dispose()
    {
        _scene.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        _chunksLength = 0;
        _scene.Begin(isDataChannel: input.Length > 0 && (input[0] & 0x80) != 0);
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            Do((code & 0x7F) % Codes, data);
            _scene.Pump();
        }

        _scene.End();
    }

    private static byte[] Sequence(byte kind, params Operation[] operations)
    {
        byte[] input = OperationList.Write(operations);
        input[0] |= kind;
        return input;
    }

    /// <summary>A chunk of data whose number is so far from the peer's first.</summary>
    private static Operation Data(byte type, byte number, byte flags, byte sequence) => type == 0
        ? new Operation(Numbered, [type, flags, 0, number, 0, 1, 0, sequence, 0, 0, 0, 53, 1, 2, 3, 4])
        : new Operation(Numbered, [type, flags, 0, number, 0, 1, 0, 0, 0, 0, 0, sequence, 0, 0, 0, 53, 1, 2, 3, 4]);

    /// <summary>Requests about streams (RFC 6525): their numbers are made right.</summary>
    private static IEnumerable<Operation> Requests()
    {
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 13, 0, 18, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 5, 0, 1, 0, 0]));
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 14, 0, 10, 0, 0, 0, 1, 0, 1, 0, 0]));
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 15, 0, 8, 0, 0, 0, 1]));
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 16, 0, 12, 0, 0, 0, 1, 0, 0, 0, 1]));
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 17, 0, 12, 0, 0, 0, 1, 0, 9, 0, 0]));
        yield return new Operation(Chunks, SctpPackets.Chunk(130, 0, [0, 18, 0, 12, 0, 0, 0, 1, 0, 9, 0, 0]));
    }

    private static IEnumerable<Operation> Control()
    {
        yield return new Operation(Chunks, SctpPackets.Chunk(4, 0, [0, 1, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8]));
        yield return new Operation(Chunks, SctpPackets.Chunk(5, 0, [0, 1, 0, 12, 1, 2, 3, 4, 5, 6, 7, 8]));
        yield return new Operation(Chunks, SctpPackets.Chunk(9, 0, [0, 3, 0, 8, 0, 0, 0, 1]));
        yield return new Operation(Chunks, SctpPackets.Chunk(1, 0, [0, 0, 0, 9, 0, 1, 0, 0, 0, 9, 0, 9, 0, 0, 0, 1, 0xC0, 0, 0, 4]));
        yield return new Operation(Chunks, [.. SctpPackets.Chunk(14, 0), .. SctpPackets.Chunk(11, 0), .. SctpPackets.Chunk(200, 0, [1])]);
        yield return new Operation(Chunks, SctpPackets.Chunk(7, 0, [0, 0, 0, 1]));
        yield return new Operation(Chunks, SctpPackets.Chunk(8, 0));
        yield return new Operation(Chunks, SctpPackets.Chunk(6, 0, [0, 12, 0, 8, 1, 2, 3, 4]));
    }

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case Chunks:
                _chunksLength = Math.Min(data.Length, _chunks.Length);
                data[.._chunksLength].CopyTo(_chunks);
                GiveChunks();
                break;
            case Raw:
                int length = Math.Min(data.Length, _packet.Length);
                data[..length].CopyTo(_packet);
                SctpPackets.Seal(_packet.AsSpan(0, length));
                Give(length);
                break;
            case Wait:
                _scene.Advance(TimeSpan.FromMilliseconds(data.IsEmpty ? 1 : data[0] * WaitUnit));
                break;
            case PeerSends when data.Length >= 3:
                _scene.SendAsPeer(data[0], BinaryPrimitives.ReadUInt16BigEndian(data[1..]));
                break;
            case ApplicationSends when data.Length >= 3:
                _scene.SendAsApplication(data[0], BinaryPrimitives.ReadUInt16BigEndian(data[1..]));
                break;
            case Burst when data.Length >= 1:
                Repeat(data[0] % LongestBurst);
                break;
            case Command when data.Length >= 3:
                _scene.Command(data[0], data[1], data[2]);
                break;
            case Listen:
                _scene.IsPeerListening = !data.IsEmpty && (data[0] & 1) != 0;
                break;
            case Echo:
                GiveCookie(data);
                break;
            case Numbered when data.Length >= 4:
                GiveNumbered(data);
                break;
        }
    }

    /// <summary>The last chunk again, with numbers that go on.</summary>
    private void Repeat(int count)
    {
        for (; count > 0 && _chunksLength >= TsnOffset + sizeof(uint); count--)
        {
            Span<byte> number = _chunks.AsSpan(TsnOffset);
            BinaryPrimitives.WriteUInt32BigEndian(number, BinaryPrimitives.ReadUInt32BigEndian(number) + 1);
            GiveChunks();
        }
    }

    /// <summary>The worker's cookie once more, with some bytes changed: pairs of place and bits.</summary>
    private void GiveCookie(ReadOnlySpan<byte> changes)
    {
        byte[] echo = _scene.Peer.Echo;
        _chunksLength = Math.Min(echo.Length, _chunks.Length);
        echo.AsSpan(0, _chunksLength).CopyTo(_chunks);
        for (int i = 0; i + 1 < changes.Length && _chunksLength > 0; i += 2)
        {
            _chunks[changes[i] % _chunksLength] ^= changes[i + 1];
        }

        GiveChunks();
    }

    /// <summary>A chunk whose first number counts from the first of the peer, or of the worker where it answers the worker's.</summary>
    private void GiveNumbered(ReadOnlySpan<byte> data)
    {
        const byte Sack = 3;
        uint first = data[0] == Sack ? _scene.Peer.WorkerInitialTsn : _scene.Peer.InitialTsn;
        ReadOnlySpan<byte> rest = data[4..Math.Min(data.Length, _chunks.Length - 4)];
        _chunksLength = TsnOffset + sizeof(uint) + rest.Length;
        _chunks[0] = data[0];
        _chunks[1] = data[1];
        BinaryPrimitives.WriteUInt16BigEndian(_chunks.AsSpan(2), (ushort)_chunksLength);
        BinaryPrimitives.WriteUInt32BigEndian(_chunks.AsSpan(TsnOffset), first + (uint)BinaryPrimitives.ReadInt16BigEndian(data[2..]));
        rest.CopyTo(_chunks.AsSpan(TsnOffset + sizeof(uint)));
        while (_chunksLength % 4 != 0)
        {
            _chunks[_chunksLength++] = 0;
        }

        GiveChunks();
    }

    private void GiveChunks() => Give(SctpPackets.Write(_packet, _scene.Peer.Tag, _chunks.AsSpan(0, _chunksLength)));

    private void Give(int length)
    {
        BeginPacket();
        _scene.Handle(_packet.AsSpan(0, length));
        EndPacket();
    }
}
