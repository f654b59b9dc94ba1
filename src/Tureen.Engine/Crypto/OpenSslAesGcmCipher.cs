using System.Diagnostics;

namespace Tureen.Engine.Crypto;

/// <summary>AES-GCM over a kept EVP_CIPHER_CTX.</summary>
internal sealed unsafe class OpenSslAesGcmCipher : AesGcmCipher
{
    private readonly EvpCipherContext _context;
    private readonly bool _encrypt;

    public OpenSslAesGcmCipher(ReadOnlySpan<byte> key, bool encrypt)
    {
        OpenSslLoader.EnsureLoaded();
        nint cipher = key.Length switch
        {
            16 => LibCrypto.EVP_aes_128_gcm(),
            32 => LibCrypto.EVP_aes_256_gcm(),
            _ => throw new ArgumentException("An AES key has 16 or 32 bytes here.", nameof(key)),
        };
        _context = new EvpCipherContext(cipher, key, NonceLength, encrypt);
        _encrypt = encrypt;
    }

    public override void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        Span<byte> destination,
        int prefixLength,
        ReadOnlySpan<byte> rest)
    {
        Debug.Assert(_encrypt, "This cipher decrypts.");
        if (nonce.Length < NonceLength)
        {
            throw new ArgumentException("Too short.", nameof(nonce));
        }

        int length = prefixLength + rest.Length;
        Span<byte> sealedText = destination[..(length + TagLength)];
        nint context = _context.Pointer;
        int written;
        fixed (byte* noncePointer = nonce, associatedPointer = associated, output = sealedText, restPointer = rest)
        {
            bool isDone = LibCrypto.EVP_CipherInit_ex(context, 0, 0, null, noncePointer, -1) == 1
                && Associate(context, associatedPointer, associated.Length)
                && (prefixLength == 0
                    || LibCrypto.EVP_CipherUpdate(context, output, &written, output, prefixLength) == 1)
                && (rest.IsEmpty
                    || LibCrypto.EVP_CipherUpdate(context, output + prefixLength, &written, restPointer, rest.Length) == 1)
                && LibCrypto.EVP_CipherFinal_ex(context, output + length, &written) == 1
                && LibCrypto.EVP_CIPHER_CTX_ctrl(
                    context, LibCrypto.EvpCtrlAeadGetTag, TagLength, output + length) == 1;
            if (!isDone)
            {
                throw OpenSslException.FromErrorQueue("AES-GCM refused to encrypt");
            }
        }
    }

    public override bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> associatedTail,
        Span<byte> text,
        ReadOnlySpan<byte> tag)
    {
        Debug.Assert(!_encrypt, "This cipher encrypts.");
        if (nonce.Length < NonceLength || tag.Length != TagLength)
        {
            return false;
        }

        nint context = _context.Pointer;
        int written;
        byte nothing;
        fixed (byte* noncePointer = nonce, associatedPointer = associated, tailPointer = associatedTail)
        fixed (byte* textPointer = text, tagPointer = tag)
        {
            return LibCrypto.EVP_CipherInit_ex(context, 0, 0, null, noncePointer, -1) == 1
                && LibCrypto.EVP_CIPHER_CTX_ctrl(context, LibCrypto.EvpCtrlAeadSetTag, TagLength, tagPointer) == 1
                && Associate(context, associatedPointer, associated.Length)
                && Associate(context, tailPointer, associatedTail.Length)
                && (text.IsEmpty
                    || LibCrypto.EVP_CipherUpdate(context, textPointer, &written, textPointer, text.Length) == 1)
                && LibCrypto.EVP_CipherFinal_ex(context, &nothing, &written) == 1;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _context.Dispose();
        }
    }

    private static bool Associate(nint context, byte* data, int length)
    {
        int written;
        return length == 0 || LibCrypto.EVP_CipherUpdate(context, null, &written, data, length) == 1;
    }
}
