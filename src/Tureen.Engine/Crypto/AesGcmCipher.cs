namespace Tureen.Engine.Crypto;

/// <summary>
/// AES-GCM with one key in one direction (NIST SP 800-38D), 96-bit nonces and 128-bit tags. A derived class can provide
/// a faster implementation without a change to SRTP.
/// </summary>
internal abstract class AesGcmCipher : IDisposable
{
    public const int NonceLength = 12;
    public const int TagLength = 16;

    /// <summary>What encrypts, chosen by what the processor has.</summary>
    public static string Implementation => HardwareAesGcmCipher.IsSupported ? "the processor's instructions" : "OpenSSL";

    public static AesGcmCipher CreateEncryptor(ReadOnlySpan<byte> key) =>
        HardwareAesGcmCipher.IsSupported ? new HardwareAesGcmCipher(key) : new OpenSslAesGcmCipher(key, encrypt: true);

    public static AesGcmCipher CreateDecryptor(ReadOnlySpan<byte> key) =>
        HardwareAesGcmCipher.IsSupported ? new HardwareAesGcmCipher(key) : new OpenSslAesGcmCipher(key, encrypt: false);

    /// <summary>
    /// Encrypts <paramref name="prefixLength"/> bytes that lie in <paramref name="destination"/> already, then
    /// <paramref name="rest"/> behind them, and writes the tag after both.
    /// </summary>
    public abstract void Seal(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        Span<byte> destination,
        int prefixLength,
        ReadOnlySpan<byte> rest);

    /// <summary>Decrypts in place. When the tag is wrong, the content of <paramref name="text"/> is undefined.</summary>
    /// <remarks>The associated data comes in two pieces, because SRTCP carries the second behind the tag.</remarks>
    public abstract bool TryOpen(
        ReadOnlySpan<byte> nonce,
        ReadOnlySpan<byte> associated,
        ReadOnlySpan<byte> associatedTail,
        Span<byte> text,
        ReadOnlySpan<byte> tag);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
