using System.Security.Cryptography;

namespace Tureen.Engine.Srtp;

/// <summary>The derived keys of SRTP or of SRTCP in one direction.</summary>
internal sealed class SrtpSessionKeys(byte[] encryption, byte[] authentication, byte[] salt)
{
    public byte[] Encryption { get; } = encryption;

    /// <summary>Used with HMAC-SHA1 only.</summary>
    public byte[] Authentication { get; } = authentication;

    public byte[] Salt { get; } = salt;

    /// <summary>Wipes the keys, which the ciphers have copied.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(Encryption);
        CryptographicOperations.ZeroMemory(Authentication);
        CryptographicOperations.ZeroMemory(Salt);
    }
}
