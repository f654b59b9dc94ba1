using System.Buffers.Binary;
using Tureen.Engine.Crypto;
using Tureen.Engine.Srtp;

namespace Tureen.Tests.Engine.Srtp;

/// <summary>A sender and a receiver that share a key, and packets for them.</summary>
internal sealed class SrtpFixtures : IDisposable
{
    public const uint Ssrc = 0xCAFEBABE;

    private readonly byte[] _buffer = new byte[2048];

    public SrtpFixtures(SrtpProfile profile)
    {
        byte[] key = [.. Enumerable.Range(0, profile.KeyingMaterialLength()).Select(i => (byte)(i * 7))];
        Sender = new SrtpSender(profile, key);
        Receiver = new SrtpReceiver(profile, key);
    }

    public static TheoryData<int> AllProfiles => new(0, 1, 2, 3);

    public SrtpSender Sender { get; }

    public SrtpReceiver Receiver { get; }

    public static byte[] Rtp(ushort sequenceNumber, uint ssrc = Ssrc, int payloadLength = 40)
    {
        byte[] packet = new byte[12 + payloadLength];
        packet[0] = 0x80;
        packet[1] = 96;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), sequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), ssrc);
        for (int i = 12; i < packet.Length; i++)
        {
            packet[i] = (byte)(i + sequenceNumber);
        }

        return packet;
    }

    public static byte[] Rtcp(uint ssrc = Ssrc)
    {
        byte[] packet = new byte[32];
        packet[0] = 0x81;
        packet[1] = 201;
        packet[3] = 7;
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), ssrc);
        return packet;
    }

    public byte[] Protect(byte[] packet)
    {
        packet.AsSpan(0, 12).CopyTo(_buffer);
        uint ssrc = BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8));
        Assert.True(Sender.TryProtectRtp(Sender.GetStream(ssrc), _buffer, 12, 0, packet.AsSpan(12), out int length, isRepeat: true));
        return _buffer[..length];
    }

    public byte[] Protect(ushort sequenceNumber, uint ssrc = Ssrc) => Protect(Rtp(sequenceNumber, ssrc));

    public byte[] ProtectRtcp(byte[] packet)
    {
        packet.CopyTo(_buffer, 0);
        Assert.True(Sender.TryProtectRtcp(_buffer, packet.Length, out int length));
        return _buffer[..length];
    }

    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }
}
