using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Stun;

namespace Tureen.Tests.Engine.Stun;

public sealed class StunWriterTests
{
    [Fact]
    public void Protecting_twice_fails()
    {
        var writer = new StunWriter(new byte[128], StunClass.Request, "abcdefghijkl"u8);
        writer.WriteMessageIntegrity("key"u8);
        bool hasThrown = false;

        try
        {
            writer.WriteMessageIntegrity("key"u8);
        }
        catch (InvalidOperationException)
        {
            hasThrown = true;
        }

        Assert.True(hasThrown);
    }

    [Fact]
    public void Nothing_follows_a_fingerprint()
    {
        var writer = new StunWriter(new byte[128], StunClass.Request, "abcdefghijkl"u8);
        writer.WriteFingerprint();
        bool hasThrown = false;

        try
        {
            writer.WritePriority(1);
        }
        catch (InvalidOperationException)
        {
            hasThrown = true;
        }

        Assert.True(hasThrown);
    }

    [Theory]
    [InlineData("1.2.3.4", 1)]
    [InlineData("255.255.255.255", 65535)]
    [InlineData("2001:db8::1", 1234)]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 0)]
    public void An_address_survives_the_exclusive_or(string text, int port)
    {
        var address = NetworkAddress.From(IPAddress.Parse(text), port);
        byte[] buffer = new byte[128];
        var writer = new StunWriter(buffer, StunClass.SuccessResponse, "abcdefghijkl"u8);
        writer.WriteXorMappedAddress(address);
        writer.WriteFingerprint();

        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, writer.Length), out StunMessage message));
        Assert.True(message.TryGetXorMappedAddress(out NetworkAddress mapped));
        Assert.Equal(address, mapped);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_value_is_padded_with_zeros_to_four_bytes(int length)
    {
        byte[] buffer = new byte[64];
        buffer.AsSpan().Fill(0xFF);
        var writer = new StunWriter(buffer, StunClass.Request, "abcdefghijkl"u8);
        writer.WriteBytes(StunAttributeType.Software, "text"u8[..length]);

        Assert.Equal(28, writer.Length);
        Assert.False(buffer.AsSpan(24 + length, 4 - length).ContainsAnyExcept((byte)0));
        Assert.True(StunMessage.TryParse(buffer.AsSpan(0, 28), out StunMessage message));
        Assert.True(message.Software.SequenceEqual("text"u8[..length]));
    }
}
