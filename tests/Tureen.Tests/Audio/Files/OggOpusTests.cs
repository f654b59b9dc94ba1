using Tureen.Audio;
using Tureen.Audio.Files;

namespace Tureen.Tests.Audio.Files;

public sealed class OggOpusTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        byte[][] packets = [.. Packets(300)];
        byte[] file = Write(packets);
        using var reader = new OggOpusReader(new MemoryStream(file));

        Assert.Equal((1, 312), (reader.Channels, reader.PreSkip));
        foreach (byte[] packet in packets)
        {
            Assert.True(reader.TryRead(out ReadOnlyMemory<byte> read, out TimeSpan duration));
            Assert.Equal(packet, read.ToArray());
            Assert.Equal(TimeSpan.FromMilliseconds(20), duration);
        }

        Assert.False(reader.TryRead(out _, out _));
    }

    /// <summary>The check value of CRC-32 with this polynomial and no reflection, as catalogues of checksums list it without the final inversion.</summary>
    [Fact]
    public void The_checksum_is_that_of_Ogg() => Assert.Equal(0x89A1_897Fu, OggChecksum.Of(0, "123456789"u8));

    [Fact]
    public void A_gap_is_silence_of_its_length()
    {
        var stream = new MemoryStream();
        using var writer = new OggOpusWriter(stream);
        writer.Write([72, 1, 2, 3]);
        writer.WriteGap(TimeSpan.FromSeconds(2));
        writer.Write([72, 1, 2, 3]);

        Assert.Equal(2_040 - 6.5, writer.Duration.TotalMilliseconds, tolerance: 0.01);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        byte[] file = Write([.. Packets(100)]);
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            byte[] damaged = [.. file];
            damaged[random.Next(file.Length)] ^= (byte)random.Next(1, 256);

            Assert.Throws<InvalidDataException>(() => ReadAll(damaged));
        }

        Assert.Throws<InvalidDataException>(() => ReadAll(file[..^10]));
        Assert.Throws<InvalidDataException>(static () => ReadAll([]));
    }

    [Fact]
    public void What_is_no_packet_is_refused()
    {
        using var writer = new OggOpusWriter(new MemoryStream());

        Assert.Throws<ArgumentException>(() => writer.Write([]));
        Assert.Throws<ArgumentException>(() => writer.Write(new byte[60_000]));
    }

    private static IEnumerable<byte[]> Packets(int count)
    {
        var random = new Random(1);
        for (int i = 0; i < count; i++)
        {
            byte[] packet = new byte[i % 50 == 7 ? 255 : i % 50 == 8 ? 510 : random.Next(3, 600)];
            random.NextBytes(packet);
            packet[0] = 72;
            yield return packet;
        }
    }

    private static byte[] Write(byte[][] packets)
    {
        var stream = new MemoryStream();
        using (var writer = new OggOpusWriter(stream))
        {
            foreach (byte[] packet in packets)
            {
                writer.Write(packet);
            }
        }

        return stream.ToArray();
    }

    private static void ReadAll(byte[] file)
    {
        using var reader = new OggOpusReader(new MemoryStream(file));
        while (reader.TryRead(out _, out _))
        {
            // Each packet is checked while it is read.
        }
    }
}
