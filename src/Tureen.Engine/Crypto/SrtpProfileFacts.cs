using Tureen.Ortc;

namespace Tureen.Engine.Crypto;

/// <summary>Lengths in bytes and names of the SRTP protection profiles.</summary>
internal static class SrtpProfileFacts
{
    /// <summary>The longest of all master keys.</summary>
    public const int MaxKeyLength = 32;

    /// <summary>The longest of all master salts.</summary>
    public const int MaxSaltLength = 14;

    /// <summary>All profiles in order of preference.</summary>
    public static ReadOnlySpan<SrtpProfile> All =>
    [
        SrtpProfile.AeadAes256Gcm,
        SrtpProfile.AeadAes128Gcm,
        SrtpProfile.AesCm128HmacSha1_80,
        SrtpProfile.AesCm128HmacSha1_32,
    ];

    /// <summary>
    /// What DTLS handshakes offer unless set otherwise (RFC 5764), the preferred one first. AES-128 comes before AES-256, which costs more for each packet.
    /// Every WebRTC endpoint has the last one (RFC 8827 §6.5).
    /// </summary>
    public static IReadOnlyList<SrtpProfile> DefaultForDtls { get; } =
        [SrtpProfile.AeadAes128Gcm, SrtpProfile.AeadAes256Gcm, SrtpProfile.AesCm128HmacSha1_80];

    /// <summary>The same and, last, the profile with tags of 32 bits, as mediasoup's worker offers it.</summary>
    public static IReadOnlyList<SrtpProfile> AllForDtls { get; } = [.. DefaultForDtls, SrtpProfile.AesCm128HmacSha1_32];

    public static bool IsAead(this SrtpProfile profile) =>
        profile is SrtpProfile.AeadAes256Gcm or SrtpProfile.AeadAes128Gcm;

    public static int KeyLength(this SrtpProfile profile) => profile == SrtpProfile.AeadAes256Gcm ? 32 : 16;

    public static int SaltLength(this SrtpProfile profile) => profile.IsAead() ? 12 : 14;

    /// <summary>Master key and master salt, the form in which plain transports exchange them.</summary>
    public static int KeyingMaterialLength(this SrtpProfile profile) => profile.KeyLength() + profile.SaltLength();

    public static int RtpTagLength(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AesCm128HmacSha1_80 => 10,
        SrtpProfile.AesCm128HmacSha1_32 => 4,
        _ => AesGcmCipher.TagLength,
    };

    /// <summary>SRTCP keeps 80 bits even where SRTP has 32 (RFC 5764 §4.1.2).</summary>
    public static int RtcpTagLength(this SrtpProfile profile) => profile.IsAead() ? AesGcmCipher.TagLength : 10;

    /// <summary>The name in mediasoup's <c>SrtpParameters.cryptoSuite</c>.</summary>
    public static string SuiteName(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes256Gcm => "AEAD_AES_256_GCM",
        SrtpProfile.AeadAes128Gcm => "AEAD_AES_128_GCM",
        SrtpProfile.AesCm128HmacSha1_80 => "AES_CM_128_HMAC_SHA1_80",
        _ => "AES_CM_128_HMAC_SHA1_32",
    };

    /// <summary>The name in OpenSSL's lists of profiles.</summary>
    public static string OpenSslName(this SrtpProfile profile) => profile switch
    {
        SrtpProfile.AeadAes256Gcm => "SRTP_AEAD_AES_256_GCM",
        SrtpProfile.AeadAes128Gcm => "SRTP_AEAD_AES_128_GCM",
        SrtpProfile.AesCm128HmacSha1_80 => "SRTP_AES128_CM_SHA1_80",
        _ => "SRTP_AES128_CM_SHA1_32",
    };

    /// <exception cref="MediasoupTypeException">The suite is none of the enum.</exception>
    public static SrtpProfile ToProfile(this SrtpCryptoSuite suite) => suite switch
    {
        SrtpCryptoSuite.AeadAes256Gcm => SrtpProfile.AeadAes256Gcm,
        SrtpCryptoSuite.AeadAes128Gcm => SrtpProfile.AeadAes128Gcm,
        SrtpCryptoSuite.AesCm128HmacSha1_80 => SrtpProfile.AesCm128HmacSha1_80,
        SrtpCryptoSuite.AesCm128HmacSha1_32 => SrtpProfile.AesCm128HmacSha1_32,
        _ => throw new MediasoupTypeException("unknown srtpParameters.cryptoSuite"),
    };

    public static bool TryParseSuiteName(string? name, out SrtpProfile profile)
    {
        foreach (SrtpProfile candidate in All)
        {
            if (string.Equals(candidate.SuiteName(), name, StringComparison.Ordinal))
            {
                profile = candidate;
                return true;
            }
        }

        profile = default;
        return false;
    }
}
