using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Recording.Frames;

namespace Tureen.Tests.Recording.Frames;

/// <summary>Packets as the media thread hands them over.</summary>
internal static class TestPackets
{
    public static MediaPacket Create(
        int sequence, uint timestamp = 0, bool marker = false, byte[]? payload = null, int payloadType = 96, Timestamp at = default, Timestamp? captured = null)
    {
        byte[] content = payload ?? [0x10, (byte)sequence];
        var bytes = new byte[64 + content.Length];
        var writer = new RtpHeaderWriter(bytes, (byte)payloadType, marker, (ushort)sequence, timestamp, ssrc: 1);
        int length = writer.Finish();
        content.CopyTo(bytes, length);
        Assert.True(MediaPacket.TryCopy(bytes.AsSpan(0, length + content.Length), at, captured ?? Timestamp.Never, out MediaPacket packet));
        return packet;
    }
}
