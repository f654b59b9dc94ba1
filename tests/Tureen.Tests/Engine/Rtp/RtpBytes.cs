using System.Buffers.Binary;

namespace Tureen.Tests.Engine.Rtp;

/// <summary>RTP packets put together by hand, without the code under test.</summary>
internal static class RtpBytes
{
    /// <summary>A packet whose extension block, if any, is given with its profile and length words.</summary>
    public static byte[] Packet(
        byte payloadType,
        ushort sequenceNumber,
        uint timestamp,
        uint ssrc,
        byte[]? extension = null,
        int payload = 0,
        int padding = 0,
        bool marker = false)
    {
        int extensionLength = extension?.Length ?? 0;
        var bytes = new byte[12 + extensionLength + payload + padding];
        bytes[0] = (byte)(0x80 | (padding > 0 ? 0x20 : 0) | (extension is null ? 0 : 0x10));
        bytes[1] = (byte)(payloadType | (marker ? 0x80 : 0));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), timestamp);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), ssrc);
        extension?.CopyTo(bytes, 12);
        for (int i = 0; i < payload; i++)
        {
            bytes[12 + extensionLength + i] = (byte)(i + 1);
        }

        if (padding > 0)
        {
            bytes[^1] = (byte)padding;
        }

        return bytes;
    }
}
