using Tureen.Engine.DataChannels;

namespace Tureen.Tests.Engine.DataChannels;

public sealed class SubchannelsCodecTests
{
    private static readonly byte[] Payload = "hello"u8.ToArray();

    private readonly SubchannelsCodec _codec = new();

    [Theory]
    [InlineData(new[] { 1, 2, 65535 }, 666, 777)]
    [InlineData(new[] { 7 }, null, null)]
    [InlineData(new int[0], 666, null)]
    [InlineData(new int[0], null, 0)]
    [InlineData(new[] { 1, 2 }, 3, null)]
    [InlineData(new[] { 1, 2 }, null, 3)]
    [InlineData(new int[0], 1, 2)]
    public void W17_What_is_encoded_comes_back(int[] subchannels, int? required, int? ignored)
    {
        byte[] bytes = Encode(Payload, subchannels, required, ignored);
        DataMessage message = _codec.Decode(51, bytes);

        Assert.Equal(51u, message.Ppid);
        Assert.Equal(Payload, message.Payload.ToArray());
        Assert.Equal(subchannels, message.Subchannels.ToArray().Select(value => (int)value));
        Assert.Equal((required, ignored), (message.RequiredSubchannel, message.IgnoredSubchannel));
    }

    [Fact]
    public void W17_The_bytes_are_mediasoups()
    {
        byte[] bytes = Encode([0xAB], [1, 0x0203], 0x0405, 0x0607);

        Assert.Equal("A5F09CB3D6E1F28F" + "0002" + "00010203" + "0405" + "0607" + "AB", Convert.ToHexString(bytes));
    }

    [Fact]
    public void W17_With_nothing_to_encode_the_payload_is_unchanged() => Assert.Equal(Payload, Encode(Payload, [], null, null));

    [Fact]
    public void W17_An_empty_payload_works()
    {
        byte[] bytes = Encode([], [5], null, null);

        Assert.Equal(12, bytes.Length);
        Assert.Equal([5], _codec.Decode(57, bytes).Subchannels.ToArray());
        Assert.True(_codec.Decode(57, bytes).Payload.IsEmpty);
    }

    [Fact]
    public void W17_Bytes_without_the_token_or_too_few_are_untouched()
    {
        byte[] wrong = Encode(Payload, [1], null, null);
        wrong[0] ^= 1;
        AssertUntouched(wrong);
        AssertUntouched(Payload);
        AssertUntouched([]);
        AssertUntouched(Encode([], [1], null, null)[..9]);
    }

    [Fact]
    public void W17_Every_truncated_header_is_untouched()
    {
        byte[] whole = Encode([], [1, 2, 3], 4, 5);
        for (int length = 0; length < whole.Length; length++)
        {
            AssertUntouched(whole[..length]);
        }
    }

    [Fact]
    public void W17_A_flag_without_its_field_is_untouched()
    {
        byte[] bytes = Encode([], [1], null, null);
        bytes[7] |= 0b11;
        AssertUntouched(bytes);
    }

    [Fact]
    public void Subchannels_without_a_subscriber_are_left_out()
    {
        byte[] bytes = Encode(Payload, [1, 2, 3], null, null, subscribed: [2, 9]);

        Assert.Equal([2], _codec.Decode(51, bytes).Subchannels.ToArray());
        Assert.Equal(Payload, _codec.Decode(51, bytes).Payload.ToArray());
    }

    private static byte[] Encode(byte[] payload, int[] subchannels, int? required, int? ignored, params HashSet<ushort> subscribed)
    {
        var message = new DataMessage
        {
            Ppid = 51,
            Payload = payload,
            Subchannels = subchannels.Select(value => (ushort)value).ToArray(),
            RequiredSubchannel = (ushort?)required,
            IgnoredSubchannel = (ushort?)ignored,
        };
        byte[] bytes = new byte[SubchannelsCodec.MaxLength(message)];
        return bytes[..SubchannelsCodec.Encode(message, subscribed, bytes)];
    }

    private void AssertUntouched(byte[] bytes)
    {
        DataMessage message = _codec.Decode(51, bytes);

        Assert.Equal(bytes, message.Payload.ToArray());
        Assert.True(message.Subchannels.IsEmpty && message.RequiredSubchannel is null && message.IgnoredSubchannel is null);
    }
}
