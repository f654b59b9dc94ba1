using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Stun;

/// <summary>A long-term credential (RFC 8489 §9.2): the user's name and password, and what the server's challenge adds.</summary>
internal sealed class StunCredential(string username, string password)
{
    private readonly byte[] _username = Encoding.UTF8.GetBytes(username);
    private byte[] _realm = [];
    private byte[] _nonce = [];

    /// <summary>Whether the server has sent a challenge; only then a request can be signed.</summary>
    public bool IsChallenged => Key.Length > 0;

    /// <summary>The key of MESSAGE-INTEGRITY; empty before the challenge.</summary>
    public byte[] Key { get; private set; } = [];

    /// <summary>Takes realm and nonce of a challenge (401), or a new nonce (438). False when it has none, or too long ones.</summary>
    public bool TryTake(in StunMessage challenge)
    {
        if (!challenge.TryFind(StunAttributeType.Nonce, out ReadOnlySpan<byte> nonce)
            || !challenge.TryFind(StunAttributeType.Realm, out ReadOnlySpan<byte> realm)
            || nonce.Length > EngineLimits.MaxStunRealmLength
            || realm.Length > EngineLimits.MaxStunRealmLength)
        {
            return false;
        }

        _nonce = nonce.ToArray();
        if (!IsChallenged || !realm.SequenceEqual(_realm))
        {
            _realm = realm.ToArray();
            Key = DeriveKey();
        }

        return true;
    }

    /// <summary>Another server may have another realm.</summary>
    public void Forget()
    {
        _nonce = [];
        _realm = [];
        Key = [];
    }

    /// <summary>Signs a request, whose other attributes are written; without a challenge it stays as it is.</summary>
    public void Sign(ref StunWriter writer)
    {
        if (IsChallenged)
        {
            writer.WriteBytes(StunAttributeType.Username, _username);
            writer.WriteBytes(StunAttributeType.Realm, _realm);
            writer.WriteBytes(StunAttributeType.Nonce, _nonce);
            writer.WriteMessageIntegrity(Key);
        }
    }

    [SuppressMessage("Security", "CA5351", Justification = "The protocol has no other hash for this key (RFC 8489 §9.2.2).")]
    private byte[] DeriveKey() => MD5.HashData([.. _username, (byte)':', .. _realm, (byte)':', .. Encoding.UTF8.GetBytes(password)]);
}
