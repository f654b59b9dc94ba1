using System.Security.Cryptography;
using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Engine.Transports.Paths;

/// <summary>The SRTP keys of a transport whose peer gets them by signaling; or none, for packets in the clear.</summary>
internal sealed class SignaledKeys
{
    private readonly RandomSource _random;
    private SrtpCryptoSuite? _suite;
    private byte[] _localKey = [];

    /// <param name="random">Where the local key comes from.</param>
    /// <param name="suite">The suite that is offered to the peer; null without SRTP.</param>
    public SignaledKeys(RandomSource random, SrtpCryptoSuite? suite)
    {
        _random = random;
        _suite = suite;
        if (suite is not null)
        {
            RenewLocalKey();
        }
    }

    /// <summary>Packets are encrypted.</summary>
    public bool AreUsed => _suite is not null;

    /// <summary>What the peer needs to know; null without SRTP.</summary>
    public SrtpParameters? LocalParameters => _suite is SrtpCryptoSuite suite
        ? new SrtpParameters { CryptoSuite = suite, KeyBase64 = Convert.ToBase64String(_localKey) }
        : null;

    /// <summary>Begins SRTP if it is used; the local suite follows the remote one.</summary>
    /// <exception cref="MediasoupTypeException">The parameters are missing, not wanted, or their key has another length.</exception>
    public void Start(SrtpParameters? remote, SrtpSession session)
    {
        if (remote is null != _suite is null)
        {
            throw new MediasoupTypeException(remote is null ? "missing srtpParameters" : "invalid srtpParameters (SRTP not enabled)");
        }

        if (remote is null)
        {
            return;
        }

        SrtpProfile profile = remote.CryptoSuite.ToProfile();
        Span<byte> key = stackalloc byte[SrtpProfileFacts.MaxKeyLength + SrtpProfileFacts.MaxSaltLength];
        try
        {
            Start(remote, profile, key, session);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    public void Clear() => CryptographicOperations.ZeroMemory(_localKey);

    private void Start(SrtpParameters remote, SrtpProfile profile, Span<byte> key, SrtpSession session)
    {
        if (!Convert.TryFromBase64String(remote.KeyBase64 ?? string.Empty, key, out int length) || length != profile.KeyingMaterialLength())
        {
            throw new MediasoupTypeException("invalid srtpParameters.keyBase64 (wrong length)");
        }

        if (remote.CryptoSuite != _suite)
        {
            _suite = remote.CryptoSuite;
            RenewLocalKey();
        }

        session.Start(profile, _localKey, key[..length]);
    }

    private void RenewLocalKey()
    {
        CryptographicOperations.ZeroMemory(_localKey);
        _localKey = new byte[_suite!.Value.ToProfile().KeyingMaterialLength()];
        _random.Fill(_localKey);
    }
}
