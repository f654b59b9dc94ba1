using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>The MAC of state cookies, under a key of this association alone, so that nobody but it can make one.</summary>
internal sealed class CookieSeal
{
    /// <summary>Bytes of a cookie with its MAC.</summary>
    public const int SealedLength = StateCookie.Length + HmacSha256.HashLength;

    private readonly byte[] _key = new byte[HmacSha256.HashLength];
    private readonly bool _isAuthenticating;

    public CookieSeal(RandomSource random, bool isAuthenticating)
    {
        random.Fill(_key);
        _isAuthenticating = isAuthenticating;
    }

    public void Write(Span<byte> destination, in StateCookie cookie)
    {
        cookie.Write(destination);
        HmacSha256.Compute(_key, destination[..StateCookie.Length], destination[StateCookie.Length..]);
    }

    public bool TryRead(ReadOnlySpan<byte> bytes, out StateCookie cookie)
    {
        cookie = default;
        if (bytes.Length != SealedLength
            || (_isAuthenticating && !HmacSha256.Verify(_key, bytes[..StateCookie.Length], bytes[StateCookie.Length..])))
        {
            return false;
        }

        cookie = StateCookie.Read(bytes);
        return true;
    }
}
