using System.Globalization;
using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

/// <summary>Published vectors and OpenSSL decide what is right. Where the processor lacks the instructions there is nothing to test.</summary>
public sealed class HardwareAesGcmCipherTests
{
    private const int MaxText = 1500;
    private const int MaxAssociated = 300;

    /// <summary>With TUREEN_CIPHER_PACKETS the number of random packets; ten million take two minutes.</summary>
    private static readonly int Packets =
        int.Parse(Environment.GetEnvironmentVariable("TUREEN_CIPHER_PACKETS") ?? "20000", CultureInfo.InvariantCulture);

    /// <summary>Test cases 1 to 4 and 13 to 16 of the GCM proposal by McGrew and Viega, appendix B.</summary>
    public static TheoryData<string, string, string, string, string, string> Vectors => new()
    {
        { new string('0', 32), new string('0', 24), "", "", "", "58e2fccefa7e3061367f1d57a4e7455a" },
        {
            new string('0', 32), new string('0', 24), "", new string('0', 32), "0388dace60b6a392f328c2b971b2fe78",
            "ab6e47d42cec13bdf53a67b21257bddf"
        },
        {
            "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b391aafd255",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091473f5985",
            "4d5c2af327cd64a62cf35abd2ba6fab4"
        },
        {
            "feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888", "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "42831ec2217774244b7221b784d0d49ce3aa212f2c02a4e035c17e2329aca12e21d514b25466931c7d8f6a5aac84aa051ba30b396a0aac973d58e091",
            "5bc94fbc3221a5db94fae95ae7121a47"
        },
        { new string('0', 64), new string('0', 24), "", "", "", "530f8afbc74536b9a963b4f1c4cb738b" },
        {
            new string('0', 64), new string('0', 24), "", new string('0', 32), "cea7403d4d606b6e074ec5d3baf39d18",
            "d0d1c8a799996bf0265b98b5d48ab919"
        },
        {
            "feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
            "feedfacedeadbeeffeedfacedeadbeefabaddad2",
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
            "76fc6ece0f4e1768cddf8853bb2d551b"
        },
    };

    /// <summary>Project Wycheproof's vectors, many of which aim at the edges of counters and of GHASH; forged tags must be refused.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Vectors_of_Wycheproof_hold(bool isOpenSsl)
    {
        Assert.SkipUnless(isOpenSsl || HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        string path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "aes-gcm-vectors.txt");
        string[] lines = [.. File.ReadLines(path).Where(static line => !line.StartsWith('#'))];
        Assert.Equal(133, lines.Length);
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            byte[][] bytes = [.. words[2..].Select(static word => word == "-" ? [] : Convert.FromHexString(word))];
            byte[] key = bytes[0];
            using AesGcmCipher sealing = isOpenSsl ? new OpenSslAesGcmCipher(key, encrypt: true) : new HardwareAesGcmCipher(key);
            using AesGcmCipher opening = isOpenSsl ? new OpenSslAesGcmCipher(key, encrypt: false) : new HardwareAesGcmCipher(key);
            byte[] packet = new byte[bytes[3].Length + AesGcmCipher.TagLength];
            sealing.Seal(bytes[1], bytes[2], packet, 0, bytes[3]);
            bool isValid = words[1] == "valid";
            Assert.True(isValid == packet.AsSpan().SequenceEqual((byte[])[.. bytes[4], .. bytes[5]]), line);
            Assert.True(isValid == opening.TryOpen(bytes[1], bytes[2], [], bytes[4], bytes[5]), line);
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Published_vectors_hold(string key, string nonce, string associated, string text, string cipherText, string tag)
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        using var cipher = new HardwareAesGcmCipher(Convert.FromHexString(key));
        byte[] plain = Convert.FromHexString(text);
        byte[] output = new byte[plain.Length + AesGcmCipher.TagLength];

        cipher.Seal(Convert.FromHexString(nonce), Convert.FromHexString(associated), output, 0, plain);

        Assert.Equal(cipherText + tag, Convert.ToHexStringLower(output));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void All_lengths_are_as_those_of_OpenSSL(int keyLength)
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        using var pair = new AesGcmPair(seed: 7, keyLength);
        for (int length = 0; length <= MaxText; length++)
        {
            pair.Compare(length, associated: length % 45, prefix: length % 7 == 0 ? Math.Min(length, length % 150) : 0, offset: length % 33);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    public void Random_packets_are_as_those_of_OpenSSL(int keyLength)
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        int seed = Environment.TickCount;
        var random = new Random(seed);
        using var pair = new AesGcmPair(seed, keyLength);
        for (int i = 0; i < Packets; i++)
        {
            int length = random.Next(MaxText + 1);
            pair.Compare(length, random.Next(MaxAssociated), random.Next(length + 1), random.Next(64));
        }
    }

    [Fact]
    public void Each_changed_bit_is_noticed()
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        byte[] nonce = new byte[AesGcmCipher.NonceLength];
        byte[] associated = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        byte[] packet = new byte[150 + AesGcmCipher.TagLength];
        using var cipher = new HardwareAesGcmCipher(new byte[16]);
        cipher.Seal(nonce, associated, packet, 150, []);

        for (int bit = 0; bit < packet.Length * 8; bit++)
        {
            byte[] changed = [.. packet];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(cipher.TryOpen(nonce, associated, [], changed.AsSpan(0, 150), changed.AsSpan(150)));
        }

        associated[3] ^= 1;
        Assert.False(cipher.TryOpen(nonce, associated, [], packet.AsSpan(0, 150), packet.AsSpan(150)));
    }

    [Fact]
    public void Bytes_around_the_packet_stay_as_they_are()
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        using var cipher = new HardwareAesGcmCipher(new byte[32]);
        byte[] rest = new byte[1000];
        for (int length = 0; length < 300; length++)
        {
            byte[] memory = new byte[400];
            memory.AsSpan().Fill(0xA5);
            cipher.Seal(new byte[12], new byte[12], memory.AsSpan(20, length + AesGcmCipher.TagLength), 0, rest.AsSpan(0, length));

            Assert.Equal(-1, memory.AsSpan(0, 20).IndexOfAnyExcept((byte)0xA5));
            Assert.Equal(-1, memory.AsSpan(20 + length + AesGcmCipher.TagLength).IndexOfAnyExcept((byte)0xA5));
        }
    }

    [Fact]
    public void A_key_of_another_length_and_short_room_are_refused()
    {
        Assert.SkipUnless(HardwareAesGcmCipher.IsSupported, "The processor has no instructions for AES.");
        Assert.Throws<ArgumentException>(static () => new HardwareAesGcmCipher(new byte[24]));
        using var cipher = new HardwareAesGcmCipher(new byte[16]);
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Seal(new byte[12], [], new byte[20], 0, new byte[10]));
        Assert.Throws<ArgumentOutOfRangeException>(() => cipher.Seal(new byte[11], [], new byte[30], 0, new byte[10]));
        Assert.False(cipher.TryOpen(new byte[11], [], [], new byte[10], new byte[16]));
        Assert.False(cipher.TryOpen(new byte[12], [], [], new byte[10], new byte[15]));
    }
}
