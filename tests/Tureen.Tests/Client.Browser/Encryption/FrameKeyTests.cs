using Tureen.Client.Browser.Encryption;

namespace Tureen.Tests.Client.Browser.Encryption;

public sealed class FrameKeyTests
{
    [Fact]
    public void A_key_is_read_as_it_was_written()
    {
        FrameKey key = FrameKey.Create();
        Assert.True(FrameKey.TryParse(key.ToString(), out FrameKey? read));
        Assert.Equal(key.Bytes, read.Bytes);
        Assert.Equal(FrameKey.Length, key.Bytes.Length);
        Assert.NotEqual(key.ToString(), FrameKey.Create().ToString());
        Assert.Matches("^[A-Za-z0-9_-]{43}$", key.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Another_text_is_no_key(string? text) => Assert.False(FrameKey.TryParse(text, out _));
}
