namespace Tureen.Engine.Crypto;

/// <summary>The SRTP protection profiles (RFC 5764 §4.1.2, RFC 7714 §14.2), the most preferred first.</summary>
internal enum SrtpProfile
{
    AeadAes256Gcm,
    AeadAes128Gcm,
    AesCm128HmacSha1_80,
    AesCm128HmacSha1_32,
}
