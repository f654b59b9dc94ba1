using Tureen.Engine.Crypto;

namespace Tureen.Engine.Srtp;

/// <summary>The cryptographic transform of one direction: it knows keys and packet layout, but no streams and no history.</summary>
internal abstract class SrtpTransform : IDisposable
{
    /// <summary>Bytes of the SRTCP header that stay plain: the first packet's header and the sender's SSRC.</summary>
    public const int RtcpHeaderLength = 8;

    /// <summary>Bytes of the word with the E bit and the SRTCP index.</summary>
    public const int RtcpIndexLength = 4;

    /// <summary>The E bit: the payload is encrypted.</summary>
    public const uint RtcpEncryptedFlag = 0x8000_0000;

    protected SrtpTransform(SrtpProfile profile)
    {
        RtpTagLength = profile.RtpTagLength();
        RtcpTagLength = profile.RtcpTagLength();
    }

    public int RtpTagLength { get; }

    public int RtcpTagLength { get; }

    public static SrtpTransform Create(
        SrtpProfile profile, ReadOnlySpan<byte> masterKey, ReadOnlySpan<byte> masterSalt, bool encrypt)
    {
        if (masterKey.Length != profile.KeyLength() || masterSalt.Length != profile.SaltLength())
        {
            throw new ArgumentException(
                $"{profile.SuiteName()} takes a key of {profile.KeyLength()} and a salt of {profile.SaltLength()} bytes.",
                nameof(masterKey));
        }

        using var derivation = new SrtpKeyDerivation(masterKey, masterSalt);
        SrtpSessionKeys rtp = derivation.DeriveRtpKeys();
        SrtpSessionKeys rtcp = derivation.DeriveRtcpKeys();
        try
        {
            return profile.IsAead()
                ? new SrtpAeadTransform(profile, rtp, rtcp, encrypt)
                : new SrtpCounterModeTransform(profile, rtp, rtcp);
        }
        finally
        {
            rtp.Clear();
            rtcp.Clear();
        }
    }

    /// <summary>
    /// Encrypts <paramref name="prefixLength"/> bytes behind the header in place and <paramref name="rest"/> behind them,
    /// and writes the tag. <paramref name="packet"/> has exactly the protected length.
    /// </summary>
    public abstract void ProtectRtp(
        uint ssrc, ulong index, Span<byte> packet, int headerLength, int prefixLength, ReadOnlySpan<byte> rest);

    /// <summary>Authenticates and decrypts in place; <paramref name="packet"/> includes the tag.</summary>
    public abstract bool TryUnprotectRtp(uint ssrc, ulong index, Span<byte> packet, int headerLength);

    /// <summary>Encrypts in place; <paramref name="packet"/> includes the room for tag and index word.</summary>
    public abstract void ProtectRtcp(uint ssrc, uint index, Span<byte> packet);

    /// <summary>Authenticates and decrypts in place; <paramref name="packet"/> includes tag and index word.</summary>
    public abstract bool TryUnprotectRtcp(uint ssrc, uint index, Span<byte> packet);

    /// <summary>Reads the word with E bit and index, whose place depends on the transform.</summary>
    public abstract uint ReadRtcpIndexWord(ReadOnlySpan<byte> packet);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract void Dispose(bool disposing);
}
