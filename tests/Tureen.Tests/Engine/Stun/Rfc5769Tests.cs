using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Tests.Engine.Stun;

/// <summary>The vectors of RFC 5769 §2: bytes made by others.</summary>
public sealed class Rfc5769Tests
{
    private static readonly byte[] Request = Convert.FromHexString(
        "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74002400046e0001ff80290008"
        + "932ff9b151263b36000600096576746a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004"
        + "e57a3bcf");

    private static readonly byte[] ResponseIPv4 = Convert.FromHexString(
        "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000080001a147e112a643000800142b"
        + "91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96");

    private static readonly byte[] ResponseIPv6 = Convert.FromHexString(
        "010100482112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220002000140002a1470113a9faa5d3f179bc"
        + "25f4b5bed2b9d900080014a382954e4be67bf11784c97c8292c275bfe3ed4180280004c8fb0b4c");

    private static ReadOnlySpan<byte> Password => "VOkJxbRl1RmTxUk/WvJxBt"u8;

    [Fact]
    public void The_request_parses_and_verifies()
    {
        Assert.True(StunMessage.TryParse(Request, out StunMessage message));

        Assert.Equal(StunClass.Request, message.Class);
        Assert.True(message.IsBinding);
        Assert.True(message.Username.SequenceEqual("evtj:h6vY"u8));
        Assert.True(message.Software.SequenceEqual("STUN test client"u8));
        Assert.Equal(0x6E0001FFu, message.Priority);
        Assert.Equal(0x932FF9B151263B36u, message.IceControlled);
        Assert.False(message.HasIceControlling);
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyMessageIntegrity(Password));
        Assert.False(message.VerifyMessageIntegrity("VOkJxbRl1RmTxUk/WvJxBu"u8));
    }

    [Fact]
    public void The_IPv4_response_parses_and_verifies() => AssertResponse(ResponseIPv4, "192.0.2.1");

    [Fact]
    public void The_IPv6_response_parses_and_verifies() =>
        AssertResponse(ResponseIPv6, "2001:db8:1234:5678:11:2233:4455:6677");

    [Fact]
    public void The_vector_is_classified_as_STUN() =>
        Assert.Equal(PacketKind.Stun, PacketClassifier.Classify(Request));

    private static void AssertResponse(byte[] bytes, string address)
    {
        Assert.True(StunMessage.TryParse(bytes, out StunMessage message));

        Assert.Equal(StunClass.SuccessResponse, message.Class);
        Assert.True(message.TryGetXorMappedAddress(out NetworkAddress mapped));
        Assert.Equal(NetworkAddress.From(IPAddress.Parse(address), 32853), mapped);
        Assert.True(message.HasFingerprint);
        Assert.True(message.VerifyMessageIntegrity(Password));
    }
}
