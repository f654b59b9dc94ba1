using System.Buffers.Binary;

namespace Tureen.Tests.Engine.Dtls;

/// <summary>DTLS records and ClientHellos made by hand.</summary>
internal static class DtlsBytes
{
    public const byte Alert = 21;
    public const byte Handshake = 22;

    private static readonly byte[] GoodSuites = [0xC0, 0x2B, 0xC0, 0x2F];

    public static byte[] Record(byte type, ushort epoch, ulong sequence, ReadOnlySpan<byte> fragment, ushort version = 0xFEFD)
    {
        byte[] record = new byte[13 + fragment.Length];
        record[0] = type;
        BinaryPrimitives.WriteUInt64BigEndian(record.AsSpan(3), ((ulong)epoch << 48) | sequence);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(1), version);
        BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(11), (ushort)fragment.Length);
        fragment.CopyTo(record.AsSpan(13));
        return record;
    }

    public static byte[] Fragment(byte type, int messageLength, ushort sequence, int offset, int length, ReadOnlySpan<byte> body)
    {
        byte[] fragment = new byte[12 + body.Length];
        fragment[0] = type;
        WriteUInt24(fragment.AsSpan(1), messageLength);
        BinaryPrimitives.WriteUInt16BigEndian(fragment.AsSpan(4), sequence);
        WriteUInt24(fragment.AsSpan(6), offset);
        WriteUInt24(fragment.AsSpan(9), length);
        body.CopyTo(fragment.AsSpan(12));
        return fragment;
    }

    public static byte[] FatalAlert(ushort epoch, ulong sequence = 0) => Record(Alert, epoch, sequence, [2, 40]);

    /// <summary>A ClientHello in one record.</summary>
    public static byte[] ClientHello(byte[]? suites = null, byte[]? extensions = null, ushort recordVersion = 0xFEFF)
    {
        byte[] body = ClientHelloBody(suites, extensions);
        return Record(Handshake, 0, 0, Fragment(1, body.Length, 0, 0, body.Length, body), recordVersion);
    }

    public static byte[] ClientHelloBody(byte[]? suites = null, byte[]? extensions = null)
    {
        suites ??= GoodSuites;
        extensions ??= [.. NormalExtensions([0, 29, 0, 23])];
        byte[] random = new byte[32];
        random.AsSpan().Fill(0x5A);
        return
        [
            0xFE, 0xFD, .. random, 0, 0,
            (byte)(suites.Length >> 8), (byte)suites.Length, .. suites,
            1, 0,
            (byte)(extensions.Length >> 8), (byte)extensions.Length, .. extensions,
        ];
    }

    /// <summary>What a browser with a post-quantum key share sends: 1.4 kB, the unknown first.</summary>
    public static byte[] PostQuantumExtensions() =>
    [
        .. Extension(0xFAFA, [0]),
        .. Extension(0x0033, [0x04, 0xC4, 0x11, 0xEC, 0x04, 0xC0, .. new byte[1216]]),
        .. NormalExtensions([0x11, 0xEC, 0, 29, 0, 23]),
        .. Extension(0x0A0A, new byte[50]),
    ];

    public static byte[] NormalExtensions(byte[] groups) =>
    [
        .. Extension(0x000A, [0, (byte)groups.Length, .. groups]),
        .. Extension(0x000B, [1, 0]),
        .. Extension(0x000D, [0, 4, 4, 3, 8, 4]),
        .. Extension(0x000E, [0, 2, 0, 7, 0]),
        .. Extension(0x0017, []),
    ];

    private static byte[] Extension(ushort type, byte[] body) =>
        [(byte)(type >> 8), (byte)type, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static void WriteUInt24(Span<byte> destination, int value)
    {
        destination[0] = (byte)(value >> 16);
        BinaryPrimitives.WriteUInt16BigEndian(destination[1..], (ushort)value);
    }
}
