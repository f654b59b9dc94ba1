using Tureen.Engine.Rtp;

namespace Tureen.Interop.Tests.Native;

/// <summary>RTP headers without extensions, or with elements that nobody has checked.</summary>
internal static class RtpHeader
{
    public static byte[] Create(byte payloadType, ushort sequence, uint timestamp, uint ssrc, bool marker = false)
    {
        byte[] header = new byte[RtpPacket.FixedHeaderLength];
        header[0] = 0x80;
        Write(header, payloadType, sequence, timestamp, ssrc, marker);
        return header;
    }

    /// <summary>The same with elements of one id, which may be the same several times.</summary>
    public static byte[] CreateWithElements(byte payloadType, ushort sequence, uint timestamp, uint ssrc, int id, params byte[][] elements)
    {
        byte[] block = [.. elements.SelectMany(element => (byte[])[(byte)id, (byte)element.Length, .. element])];
        int words = (block.Length + 3) / 4;
        byte[] header = [.. Create(payloadType, sequence, timestamp, ssrc, marker: true), 0x10, 0, 0, (byte)words, .. block, .. new byte[(words * 4) - block.Length]];
        header[0] |= 0x10;
        return header;
    }

    private static void Write(Span<byte> header, byte payloadType, ushort sequence, uint timestamp, uint ssrc, bool marker)
    {
        header[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(header[2..], sequence);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(header[4..], timestamp);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(header[8..], ssrc);
    }
}
