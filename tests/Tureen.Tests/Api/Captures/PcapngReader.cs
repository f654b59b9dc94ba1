using System.Buffers.Binary;
using System.Text;

namespace Tureen.Tests.Api.Captures;

/// <summary>Reads a pcapng file by the draft alone, independently of the writer; fails the test on what the draft forbids.</summary>
internal sealed class PcapngReader
{
    private readonly List<int> _timeResolutions = [];
    private readonly List<int> _linkTypes = [];

    private PcapngReader()
    {
    }

    public List<string> Interfaces { get; } = [];

    public List<Packet> Packets { get; } = [];

    public List<string> KeyLogLines { get; } = [];

    /// <summary>Dropped packets by the statistics at the end; null when the file has none.</summary>
    public ulong? Dropped { get; private set; }

    public static PcapngReader Read(ReadOnlySpan<byte> file)
    {
        var reader = new PcapngReader();
        Assert.Equal(0x0A0D0D0Au, U32(file, 0));
        Assert.Equal(0x1A2B3C4Du, U32(file, 8));
        Assert.Equal(1, U16(file, 12));
        while (!file.IsEmpty)
        {
            int length = (int)U32(file, 4);
            Assert.Equal(0, length % 4);
            Assert.Equal((uint)length, U32(file, length - 4));
            reader.ReadBlock(U32(file, 0), file[8..(length - 4)]);
            file = file[length..];
        }

        return reader;
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static Dictionary<int, byte[]> Options(ReadOnlySpan<byte> bytes)
    {
        Dictionary<int, byte[]> options = [];
        while (U16(bytes, 0) is ushort code && code != 0)
        {
            int length = U16(bytes, 2);
            options.Add(code, bytes.Slice(4, length).ToArray());
            bytes = bytes[(4 + ((length + 3) & ~3))..];
        }

        Assert.Equal(4, bytes.Length);
        return options;
    }

    /// <summary>The tags of LINKTYPE_WIRESHARK_UPPER_PDU, and what follows them under tag 0.</summary>
    private static Dictionary<int, byte[]> Tags(ReadOnlySpan<byte> packet)
    {
        Dictionary<int, byte[]> tags = [];
        while (BinaryPrimitives.ReadUInt16BigEndian(packet) is ushort tag && tag != 0)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
            tags.Add(tag, packet.Slice(4, length).ToArray());
            packet = packet[(4 + length)..];
        }

        tags.Add(0, packet[4..].ToArray());
        return tags;
    }

    private void ReadBlock(uint type, ReadOnlySpan<byte> body)
    {
        switch (type)
        {
            case 1:
                Dictionary<int, byte[]> options = Options(body[8..]);
                _linkTypes.Add(U16(body, 0));
                Interfaces.Add(Encoding.UTF8.GetString(options[2]));
                _timeResolutions.Add(options[9][0]);
                break;
            case 5:
                Dropped = BinaryPrimitives.ReadUInt64LittleEndian(Options(body[12..])[5]);
                break;
            case 6:
                ReadPacket(body);
                break;
            case 10:
                Assert.Equal(0x544C534Bu, U32(body, 0));
                KeyLogLines.Add(Encoding.ASCII.GetString(body.Slice(8, (int)U32(body, 4))));
                break;
            default:
                Assert.Equal(0x0A0D0D0Au, type);
                break;
        }
    }

    private void ReadPacket(ReadOnlySpan<byte> body)
    {
        int length = (int)U32(body, 12);
        Dictionary<int, byte[]> options = Options(body[(20 + ((length + 3) & ~3))..]);
        int @interface = (int)U32(body, 0);
        Assert.Equal(9, _timeResolutions[@interface]);
        Packets.Add(new Packet
        {
            Interface = Interfaces[@interface],
            Time = DateTime.UnixEpoch.AddTicks((long)((((ulong)U32(body, 4) << 32) | U32(body, 8)) / 100)),
            IsSent = BinaryPrimitives.ReadUInt32LittleEndian(options[2]) switch
            {
                1 => false,
                2 => true,
                uint other => throw new InvalidOperationException($"direction {other}"),
            },
            OriginalLength = (int)U32(body, 16),
            DroppedBefore = options.TryGetValue(4, out byte[]? drops) ? BinaryPrimitives.ReadUInt64LittleEndian(drops) : 0,
            Tags = _linkTypes[@interface] == 252 ? Tags(body.Slice(20, length)) : null,
            Bytes = body.Slice(20, length).ToArray(),
        });
    }

    /// <summary>One packet with its IP header, or with tags.</summary>
    internal sealed record Packet
    {
        public required string Interface { get; init; }

        public required DateTime Time { get; init; }

        public required bool IsSent { get; init; }

        public required int OriginalLength { get; init; }

        public required ulong DroppedBefore { get; init; }

        public required byte[] Bytes { get; init; }

        /// <summary>Null where the packet has an IP header.</summary>
        public required Dictionary<int, byte[]>? Tags { get; init; }

        public string Dissector => Encoding.ASCII.GetString(Tags![12]).TrimEnd('\0');

        public bool IsIPv6 => Bytes[0] >> 4 == 6;

        public int IpHeaderLength => IsIPv6 ? 40 : (Bytes[0] & 0xF) * 4;

        public byte[] Source => Tags is not null ? Tags[20] : IsIPv6 ? Bytes[8..24] : Bytes[12..16];

        public byte[] Target => Tags is not null ? Tags[21] : IsIPv6 ? Bytes[24..40] : Bytes[16..20];

        public int SourcePort => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(IpHeaderLength));

        public int TargetPort => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(IpHeaderLength + 2));

        public int UdpLength => BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(IpHeaderLength + 4));

        public byte[] Payload => Tags?[0] ?? Bytes[(IpHeaderLength + 8)..];
    }
}
