using System.Security.Cryptography;
using Tureen.Engine.Crypto;

namespace Tureen.Engine.Srtp;

/// <summary>Session keys from a master key and salt with a key derivation rate of zero (RFC 3711 §4.3; RFC 6188 §3 for 256 bits).</summary>
internal sealed class SrtpKeyDerivation : IDisposable
{
    private const int LabelOffset = 7;

    private readonly AesCounterCipher _cipher;
    private readonly int _keyLength;
    private readonly int _saltLength;
    private readonly byte[] _salt = new byte[AesCounterCipher.CounterLength];

    public SrtpKeyDerivation(ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt)
    {
        _cipher = new AesCounterCipher(masterKey);
        _keyLength = masterKey.Length;
        _saltLength = masterSalt.Length;

        // The 96-bit salt of the AEAD profiles is filled up with zeros on its right (RFC 7714 §11).
        masterSalt.CopyTo(_salt);
    }

    public SrtpSessionKeys DeriveRtpKeys() =>
        Derive(SrtpKeyLabel.RtpEncryption, SrtpKeyLabel.RtpAuthentication, SrtpKeyLabel.RtpSalt);

    public SrtpSessionKeys DeriveRtcpKeys() =>
        Derive(SrtpKeyLabel.RtcpEncryption, SrtpKeyLabel.RtcpAuthentication, SrtpKeyLabel.RtcpSalt);

    public void Derive(SrtpKeyLabel label, Span<byte> destination)
    {
        Span<byte> counter = stackalloc byte[AesCounterCipher.CounterLength];
        _salt.CopyTo(counter);
        counter[LabelOffset] ^= (byte)label;
        destination.Clear();
        _cipher.Start(counter);
        _cipher.Apply(destination, destination);
    }

    public void Dispose()
    {
        _cipher.Dispose();
        CryptographicOperations.ZeroMemory(_salt);
    }

    private SrtpSessionKeys Derive(SrtpKeyLabel encryption, SrtpKeyLabel authentication, SrtpKeyLabel salt)
    {
        var keys = new SrtpSessionKeys(new byte[_keyLength], new byte[HmacSha1.HashLength], new byte[_saltLength]);
        Derive(encryption, keys.Encryption);
        Derive(authentication, keys.Authentication);
        Derive(salt, keys.Salt);
        return keys;
    }
}
