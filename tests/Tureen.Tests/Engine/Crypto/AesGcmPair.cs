using Tureen.Engine.Crypto;

namespace Tureen.Tests.Engine.Crypto;

/// <summary>The same packets through OpenSSL and through the processor's instructions, with one key.</summary>
internal sealed class AesGcmPair : IDisposable
{
    private readonly int _seed;
    private readonly Random _random;
    private readonly AesGcmCipher _reference;
    private readonly AesGcmCipher _cipher;
    private readonly byte[] _text = new byte[2048];
    private readonly byte[] _associated = new byte[512];
    private readonly byte[] _nonce = new byte[AesGcmCipher.NonceLength];
    private readonly byte[] _expected = new byte[2200];
    private readonly byte[] _actual = new byte[2200];
    private int _packets;

    public AesGcmPair(int seed, int keyLength)
    {
        _seed = seed;
        _random = new Random(seed);
        byte[] key = new byte[keyLength];
        _random.NextBytes(key);
        _reference = new OpenSslAesGcmCipher(key, encrypt: true);
        _cipher = new HardwareAesGcmCipher(key);
    }

    /// <summary>Seals and opens one packet that begins <paramref name="offset"/> bytes behind an aligned address.</summary>
    public void Compare(int length, int associated, int prefix, int offset)
    {
        _random.NextBytes(_text.AsSpan(0, length));
        _random.NextBytes(_associated.AsSpan(0, associated));
        _random.NextBytes(_nonce);
        Span<byte> expected = _expected.AsSpan(0, length + AesGcmCipher.TagLength);
        Span<byte> actual = _actual.AsSpan(offset, length + AesGcmCipher.TagLength);
        Seal(_reference, expected, length, associated, prefix);
        Seal(_cipher, actual, length, associated, prefix);
        string what = $"packet {_packets++}, seed {_seed}: {length} bytes, {associated} associated, prefix {prefix}, offset {offset}";
        Assert.True(expected.SequenceEqual(actual), what);

        int head = associated / 3;
        bool isOpened = _cipher.TryOpen(
            _nonce,
            _associated.AsSpan(0, associated <= 96 ? head : associated),
            associated <= 96 ? _associated.AsSpan(head, associated - head) : [],
            actual[..length],
            actual[length..]);
        Assert.True(isOpened && actual[..length].SequenceEqual(_text.AsSpan(0, length)), what);
    }

    public void Dispose()
    {
        _reference.Dispose();
        _cipher.Dispose();
    }

    private void Seal(AesGcmCipher cipher, Span<byte> destination, int length, int associated, int prefix)
    {
        _text.AsSpan(0, prefix).CopyTo(destination);
        cipher.Seal(_nonce, _associated.AsSpan(0, associated), destination, prefix, _text.AsSpan(prefix, length - prefix));
    }
}
