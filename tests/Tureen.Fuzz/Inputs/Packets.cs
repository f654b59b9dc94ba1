using System.Text;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Fuzz.Scenes;

namespace Tureen.Fuzz.Inputs;

/// <summary>Good packets of the streams of a <see cref="MediaScene"/>.</summary>
internal static class Packets
{
    /// <summary>A dependency descriptor with a structure of nine decode targets (L3T3), and one without.</summary>
    private static readonly byte[] LongDescriptor = Convert.FromHexString("80012F800214EAA860414D1410208426");
    private static readonly byte[] ShortDescriptor = Convert.FromHexString("C30130");

    /// <summary>L1T2: two decode targets, one chain, active mask 3.</summary>
    private static readonly byte[] TwoTargets = Convert.FromHexString("C0000080010082808040");

    public static byte[] Rtp(
        byte payloadType, ushort sequence, uint ssrc, ReadOnlySpan<byte> payload, params (int Id, byte[] Value)[] extensions)
    {
        byte[] bytes = new byte[InputLimits.MaxOperationLength];
        var writer = new RtpHeaderWriter(bytes, payloadType, marker: true, sequence, sequence * 3000u, ssrc);
        foreach ((int id, byte[] value) in extensions)
        {
            writer.AddExtension(id, value);
        }

        int length = writer.Finish();
        payload.CopyTo(bytes.AsSpan(length));
        return bytes[..(length + payload.Length)];
    }

    /// <summary>A key picture and some others of each source, in the order in which they would come.</summary>
    public static IEnumerable<byte[]> Call(ushort sequence, int pictures)
    {
        for (int i = 0; i < pictures; i++)
        {
            foreach (byte[] packet in Picture((ushort)(sequence + (i * 3)), i))
            {
                yield return packet;
            }
        }
    }

    public static IEnumerable<byte[]> Vp8Simulcast(ushort sequence, int picture) =>
        new uint[] { 1001, 1003, 1005 }.Select(ssrc => Rtp(96, sequence, ssrc, Vp8(picture)));

    public static IEnumerable<byte[]> Vp9Svc(ushort sequence, int picture) =>
        Enumerable.Range(0, 3).Select(layer => Rtp(98, (ushort)(sequence + layer), 2001, Vp9(picture, layer)));

    public static byte[] Av1TwoLayers(ushort sequence, int picture) =>
        Rtp(100, sequence, 3001, [0x10, 0x0A, 0x0B, 0x00], (8, picture == 0 ? TwoTargets : [0xC0, 0x00, (byte)picture]));

    public static byte[] Av1KSvc(ushort sequence, int picture) =>
        Rtp(100, sequence, 4001, [0x18, 0x0A, 0x0B, 0x00], (8, picture == 0 ? LongDescriptor : ShortDescriptor));

    public static IEnumerable<byte[]> H264Simulcast(ushort sequence, int picture) => new uint[] { 5001, 5003 }.Select(
        ssrc => Rtp(102, sequence, ssrc, picture == 0 ? [0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x01, 0x65] : [0x61, 0xE0], (8, picture == 0 ? TwoTargets : ShortDescriptor)));

    public static IEnumerable<byte[]> Vp8ByRid(ushort sequence, int picture) => new[] { "a", "b" }.Select(
        rid => Rtp(96, sequence, 7000u + rid[0], Vp8(picture), (1, Encoding.ASCII.GetBytes("vp8-rid")), (2, Encoding.ASCII.GetBytes(rid))));

    public static byte[] Opus(ushort sequence) =>
        Rtp(111, sequence, 6001, [0x03, 0x81, 0x01, 0xFF], (1, "opus"u8.ToArray()), (10, [0x8A]));

    /// <summary>A retransmission of a VP8 packet.</summary>
    public static byte[] Rtx(ushort sequence, ushort original) =>
        Rtp(97, sequence, 1002, [(byte)(original >> 8), (byte)original, .. Vp8(1)]);

    /// <summary>A packet with everything that a browser puts into its header.</summary>
    public static byte[] WithExtensions(ushort sequence) => Rtp(
        96,
        sequence,
        1001,
        Vp8(0),
        (1, "vp8"u8.ToArray()),
        (4, [1, 2, 3]),
        (5, [0, 1]),
        (11, [1]),
        (12, [0, 0, 9]),
        (13, [0xE6, 0, 0, 0, 0, 0, 0, 1]),
        (14, [0, 1, 2]));

    /// <summary>What a sender and a receiver of these streams report and ask for.</summary>
    /// <param name="source">Of the stream.</param>
    /// <param name="consumer">Of the consumer's stream.</param>
    public static IEnumerable<byte[]> Rtcp(uint source, uint consumer)
    {
        byte[] buffer = new byte[1000];
        yield return buffer[..SenderReport.Write(buffer, new SenderInfo(source, new NtpTime(0xE000_0000_0000_0000), 9000, 3, 90))];
        yield return buffer[..ReceiverReport.Write(buffer, 1, [new ReportBlock(consumer, 5, 6, 7, 8, 9, 10)])];
        yield return buffer[..GenericNack.Write(buffer, 1, consumer, [1, 2, 3, 19], out _)];
        yield return buffer[..new PictureLossIndication(1, consumer).Write(buffer)];
        yield return buffer[..FullIntraRequest.Write(buffer, 1, 0, new FirItem(consumer, 1))];
        yield return buffer[..ExtendedReport.Write(buffer, 1, new ReceiverReferenceTimeBlock(new NtpTime(1)), [new DlrrEntry(source, 1, 2)])];

        // SDES with a CNAME, BYE, REMB, and transport-wide feedback of four packets.
        yield return [0x81, 202, 0, 3, .. Number(source), 1, 4, .. "fuzz"u8, 0, 0];
        yield return [0x81, 203, 0, 1, .. Number(source)];
        yield return [0x8F, 206, 0, 5, .. Number(1), .. Number(0), .. "REMB"u8, 1, 0x12, 0x34, 0x56, .. Number(consumer)];
        yield return [0x8F, 205, 0, 5, .. Number(1), .. Number(consumer), 0, 1, 0, 4, 0, 0, 1, 0, 0x20, 4, 4, 4];
    }

    public static byte[] Number(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static IEnumerable<byte[]> Picture(ushort sequence, int picture) =>
    [
        .. Vp8Simulcast(sequence, picture),
        .. Vp9Svc(sequence, picture),
        Av1TwoLayers(sequence, picture),
        Av1KSvc(sequence, picture),
        .. H264Simulcast(sequence, picture),
        .. Vp8ByRid(sequence, picture),
        Opus(sequence),
    ];

    private static byte[] Vp8(int picture) =>
        [0x90, 0xE0, (byte)(0x80 | (picture >> 8)), (byte)picture, (byte)picture, (byte)(picture % 2 << 6), (byte)(picture == 0 ? 0 : 1), 1];

    private static byte[] Vp9(int picture, int layer) => picture == 0 && layer == 0
        ? [0xAE, 0x80, 0, 0, 1, 0x40, 7]
        : [(byte)(0xAC | (picture == 0 ? 0 : 0x40)), (byte)(0x80 | (picture >> 8)), (byte)picture, (byte)(layer << 1), 1, 7];
}
