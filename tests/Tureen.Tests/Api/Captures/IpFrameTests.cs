using System.Buffers.Binary;
using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Captures;

/// <summary>The headers that are made up for captured packets.</summary>
public sealed class IpFrameTests
{
    private static readonly byte[] Payload = [1, 2, 3, 4, 5];

    [Fact]
    public void IPv4_has_a_right_header_checksum_and_the_addresses_in_the_direction_of_the_packet()
    {
        byte[] received = Frame(isSent: false, "192.0.2.1", "192.0.2.2");
        byte[] sent = Frame(isSent: true, "192.0.2.1", "192.0.2.2");

        Assert.Equal(28, received.Length);
        Assert.Equal(0xFFFF, Sum(received.AsSpan(0, 20)));
        Assert.Equal([192, 0, 2, 2, 192, 0, 2, 1], received[12..20]);
        Assert.Equal([192, 0, 2, 1, 192, 0, 2, 2], sent[12..20]);
        Assert.Equal(28 + Payload.Length, BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(2)));
        Assert.Equal(1000, BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(20)));
        Assert.Equal(2000, BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(22)));
        Assert.Equal(8 + Payload.Length, BinaryPrimitives.ReadUInt16BigEndian(sent.AsSpan(24)));
    }

    [Fact]
    public void IPv6_has_a_right_UDP_checksum()
    {
        byte[] frame = Frame(isSent: true, "2001:db8::1", "2001:db8::2");

        Assert.Equal(48, frame.Length);
        Assert.Equal(8 + Payload.Length, BinaryPrimitives.ReadUInt16BigEndian(frame.AsSpan(4)));
        byte[] pseudo = [.. frame[8..40], 0, 0, 0, (byte)(8 + Payload.Length), 0, 0, 0, 17, .. frame[40..], .. Payload, 0];
        Assert.Equal(0xFFFF, Sum(pseudo));
    }

    [Fact]
    public void A_local_address_of_the_other_family_becomes_the_unspecified_one()
    {
        Assert.Equal(new byte[4], Frame(isSent: true, "::1", "192.0.2.2")[12..16]);
        Assert.Equal(new byte[16], Frame(isSent: true, "192.0.2.1", "2001:db8::2")[8..24]);
    }

    private static byte[] Frame(bool isSent, string local, string remote)
    {
        var packet = new CapturedPacket(Payload, Payload.Length)
        {
            Time = 0,
            IsSent = isSent,
            Tuple = new TransportTuple(1, TransportProtocol.Udp, NetworkAddress.From(IPAddress.Parse(remote), 2000)),
        };
        byte[] space = new byte[IpFrame.MaxHeaderLength];
        int length = IpFrame.Write(packet, NetworkAddress.From(IPAddress.Parse(local), 1000), space);
        packet.Free();
        return space[..length];
    }

    /// <summary>The sum of the words in ones' complement, 0xFFFF where a checksum in them is right.</summary>
    private static int Sum(ReadOnlySpan<byte> bytes)
    {
        int sum = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[i..]);
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return sum;
    }
}
