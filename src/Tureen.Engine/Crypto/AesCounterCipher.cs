namespace Tureen.Engine.Crypto;

/// <summary>AES in counter mode with one key (NIST SP 800-38A); encryption and decryption are the same.</summary>
internal sealed unsafe class AesCounterCipher : IDisposable
{
    public const int CounterLength = 16;

    private readonly EvpCipherContext _context;

    public AesCounterCipher(ReadOnlySpan<byte> key)
    {
        OpenSslLoader.EnsureLoaded();
        nint cipher = key.Length switch
        {
            16 => LibCrypto.EVP_aes_128_ctr(),
            32 => LibCrypto.EVP_aes_256_ctr(),
            _ => throw new ArgumentException("An AES key has 16 or 32 bytes here.", nameof(key)),
        };
        _context = new EvpCipherContext(cipher, key, ivLength: null, encrypt: true);
    }

    /// <summary>Starts the key stream at <paramref name="counter"/> (16 bytes).</summary>
    public void Start(ReadOnlySpan<byte> counter)
    {
        if (counter.Length < CounterLength)
        {
            throw new ArgumentException("Too short.", nameof(counter));
        }

        fixed (byte* pointer = counter)
        {
            Check(LibCrypto.EVP_CipherInit_ex(_context.Pointer, 0, 0, null, pointer, -1));
        }
    }

    /// <summary>Writes <paramref name="source"/> under the next piece of the key stream; both may be the same memory.</summary>
    public void Apply(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        if (source.IsEmpty)
        {
            return;
        }

        int written;
        fixed (byte* input = source, output = destination[..source.Length])
        {
            Check(LibCrypto.EVP_CipherUpdate(_context.Pointer, output, &written, input, source.Length));
        }
    }

    public void Dispose() => _context.Dispose();

    private static void Check(int result)
    {
        if (result != 1)
        {
            throw OpenSslException.FromErrorQueue("AES-CTR refused");
        }
    }
}
