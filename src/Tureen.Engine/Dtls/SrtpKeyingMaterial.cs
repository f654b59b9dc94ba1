using System.Security.Cryptography;
using Tureen.Engine.Crypto;
using Tureen.Ortc;

namespace Tureen.Engine.Dtls;

/// <summary>The SRTP master keys that a DTLS handshake agreed on (RFC 5764 §4.2).</summary>
internal sealed class SrtpKeyingMaterial
{
    private SrtpKeyingMaterial(SrtpProfile profile, byte[] localKey, byte[] localSalt, byte[] remoteKey, byte[] remoteSalt)
    {
        Profile = profile;
        LocalKey = localKey;
        LocalSalt = localSalt;
        RemoteKey = remoteKey;
        RemoteSalt = remoteSalt;
    }

    public SrtpProfile Profile { get; }

    /// <summary>What we send with.</summary>
    public byte[] LocalKey { get; }

    public byte[] LocalSalt { get; }

    /// <summary>What the peer sends with.</summary>
    public byte[] RemoteKey { get; }

    public byte[] RemoteSalt { get; }

    /// <summary>Wipes the keys once they are in use.</summary>
    public void Clear()
    {
        CryptographicOperations.ZeroMemory(LocalKey);
        CryptographicOperations.ZeroMemory(LocalSalt);
        CryptographicOperations.ZeroMemory(RemoteKey);
        CryptographicOperations.ZeroMemory(RemoteSalt);
    }

    /// <summary>Null when the session negotiated no profile.</summary>
    internal static SrtpKeyingMaterial? Export(DtlsSession session, DtlsRole role)
    {
        if (session.GetSrtpProfile() is not { } profile)
        {
            return null;
        }

        // The order of the block: client key, server key, client salt, server salt.
        int keyLength = profile.KeyLength();
        int saltLength = profile.SaltLength();
        Span<byte> block = stackalloc byte[2 * (keyLength + saltLength)];
        if (!session.TryExportKeys("EXTRACTOR-dtls_srtp"u8, block))
        {
            CryptographicOperations.ZeroMemory(block);
            return null;
        }

        byte[] clientKey = block[..keyLength].ToArray();
        byte[] serverKey = block.Slice(keyLength, keyLength).ToArray();
        byte[] clientSalt = block.Slice(2 * keyLength, saltLength).ToArray();
        byte[] serverSalt = block[((2 * keyLength) + saltLength)..].ToArray();
        CryptographicOperations.ZeroMemory(block);
        return role == DtlsRole.Client
            ? new SrtpKeyingMaterial(profile, clientKey, clientSalt, serverKey, serverSalt)
            : new SrtpKeyingMaterial(profile, serverKey, serverSalt, clientKey, clientSalt);
    }
}
