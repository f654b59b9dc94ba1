using System.Security.Cryptography;
using Tureen.Server.Load.Media;

namespace Tureen.Tests.Server.Load.Media;

/// <summary>
/// The frames whose hashes are here were decoded by libvpx and by FFmpeg: grey pictures of the size given. The other tests read the bit stream.
/// </summary>
public sealed class Vp8FramesTests
{
    private const int TagLength = 3;
    private const int KeyHeaderLength = 10;

    [Theory]
    [InlineData(320, 180, 121, 24)]
    [InlineData(640, 360, 412, 40)]
    [InlineData(1280, 720, 1561, 99)]
    [InlineData(17, 33, 21, 16)]
    public void Frames_are_those_that_decoders_were_seen_to_take(int width, int height, int keyLength, int deltaLength)
    {
        Assert.Equal(keyLength, Vp8Frames.Key(width, height).Length);
        Assert.Equal(deltaLength, Vp8Frames.Delta(width, height, isReference: true).Length);
        Assert.Equal(deltaLength, Vp8Frames.Delta(width, height, isReference: false).Length);
    }

    [Fact]
    public void The_bytes_stay_those_that_decoders_were_seen_to_take()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach ((int width, int height) in new[] { (320, 180), (640, 360), (1280, 720), (17, 33) })
        {
            hash.AppendData(Vp8Frames.Key(width, height));
            hash.AppendData(Vp8Frames.Delta(width, height, isReference: true));
            hash.AppendData(Vp8Frames.Delta(width, height, isReference: false));
        }

        Assert.Equal("0EAC5C0FEB63D023478D8614A7D0A60A04A1CD3E780A354C01E1CB9BEF03FDF8", Convert.ToHexString(hash.GetCurrentHash()));
    }

    [Fact]
    public void A_key_frame_says_its_size_and_predicts_every_macroblock()
    {
        byte[] frame = Vp8Frames.Key(320, 180);
        int tag = frame[0] | (frame[1] << 8) | (frame[2] << 16);

        Assert.Equal((0, 1), (tag & 1, (tag >> 4) & 1));
        Assert.Equal(frame.Length - KeyHeaderLength, tag >> 5);
        Assert.Equal([0x9D, 0x01, 0x2A, 0x40, 0x01, 0xB4, 0x00], frame[TagLength..KeyHeaderLength]);
        var decoder = new Vp8BoolDecoder(frame.AsMemory(KeyHeaderLength));
        Assert.Equal(0, decoder.ReadNumber(2 + 1 + 10 + 1 + 2 + 12));
        Assert.Equal(1, decoder.ReadNumber(1));
        Assert.DoesNotContain(Vp8TokenUpdates.All, probability => decoder.Read(probability));
        Assert.Equal((1, 1), (decoder.ReadNumber(1), decoder.ReadNumber(8)));
        for (int i = 0; i < 20 * 12; i++)
        {
            // No coefficients, and the mean as prediction of brightness and color.
            Assert.Equal([true, true, false, false, false], new[] { 1, 145, 156, 163, 142 }.Select(decoder.Read));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_frame_without_change_says_whether_others_build_on_it(bool isReference)
    {
        byte[] frame = Vp8Frames.Delta(64, 64, isReference);
        var decoder = new Vp8BoolDecoder(frame.AsMemory(TagLength));

        Assert.Equal(1, frame[0] & 1);
        Assert.Equal(0, decoder.ReadNumber(1 + 10 + 1 + 2 + 12));
        Assert.Equal(0, decoder.ReadNumber(2 + 4 + 2));
        Assert.Equal(1, decoder.ReadNumber(1));
        Assert.Equal(isReference, decoder.Read(128));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(16_384, 1)]
    public void No_other_size_fits(int width, int height) => Assert.Throws<ArgumentOutOfRangeException>(() => Vp8Frames.Key(width, height));
}
