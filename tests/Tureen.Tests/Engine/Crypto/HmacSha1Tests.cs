using System.Text;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

public class HmacSha1Tests
{
    [Theory]
    [InlineData("0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "Hi There", "b617318655057264e28bc0b6fb378c8ef146be00")]
    [InlineData("4a656665", "what do ya want for nothing?", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")]
    public void The_vectors_of_RFC_2202_hold(string key, string text, string expected)
    {
        using var hmac = new HmacSha1(Convert.FromHexString(key));
        byte[] hash = new byte[HmacSha1.HashLength];
        byte[] bytes = Encoding.ASCII.GetBytes(text);

        // Twice, in one and in two pieces: the kept context starts over each time.
        hmac.Compute(bytes, [], hash);
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
        hmac.Compute(bytes.AsSpan(0, 3), bytes.AsSpan(3), hash);
        Assert.Equal(expected, Convert.ToHexStringLower(hash));
    }
}
