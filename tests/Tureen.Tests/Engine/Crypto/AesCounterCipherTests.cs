using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

public class AesCounterCipherTests
{
    [Fact]
    public void The_key_stream_of_RFC_3711_appendix_B_2_holds()
    {
        using var cipher = new AesCounterCipher(Convert.FromHexString("2B7E151628AED2A6ABF7158809CF4F3C"));
        byte[] stream = new byte[48];
        cipher.Start(Convert.FromHexString("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"));
        cipher.Apply(stream, stream);

        Assert.Equal(
            "E03EAD0935C95E80E166B16DD92B4EB4D23513162B02D0F72A43A2FE4A5F97AB41E95B3BB0A2E8DD477901E4FCA894C0",
            Convert.ToHexString(stream));
    }

    [Fact]
    public void The_key_stream_goes_on_over_pieces_and_starts_over()
    {
        using var cipher = new AesCounterCipher(new byte[16]);
        byte[] whole = new byte[40];
        byte[] pieces = new byte[40];
        cipher.Start(new byte[16]);
        cipher.Apply(whole, whole);
        cipher.Start(new byte[16]);
        cipher.Apply(new byte[7], pieces);
        cipher.Apply(new byte[33], pieces.AsSpan(7));
        Assert.Equal(whole, pieces);
    }

    [Fact]
    public void A_key_of_an_odd_length_is_refused() =>
        Assert.Throws<ArgumentException>(() => new AesCounterCipher(new byte[17]));
}
