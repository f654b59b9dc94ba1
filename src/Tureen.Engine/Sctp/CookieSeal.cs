using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;

namespace Tureen.Engine.Sctp;

/// <summary>The MAC of state cookies, under a key that only this association has, so that nobody else can make one.</summary>
/// <remarks>
/// Used on every transport: DTLS proves who sends a cookie, but not that the sender left it unchanged. Times are written relative to the
/// first cookie, because the peer can read them and must not learn our clock.
/// </remarks>
internal sealed class CookieSeal
{
    /// <summary>Bytes of a cookie with its MAC.</summary>
    public const int SealedLength = StateCookie.Length + HmacSha256.HashLength;

    private readonly byte[] _key = new byte[HmacSha256.HashLength];
    private Timestamp? _firstAt;

    public CookieSeal(RandomSource random) => random.Fill(_key);

    public void Write(Span<byte> destination, in StateCookie cookie)
    {
        Timestamp firstAt = _firstAt ??= cookie.CreatedAt;
        StateCookie relative = cookie with { CreatedAt = Timestamp.Zero + (cookie.CreatedAt - firstAt) };
        relative.Write(destination);
        HmacSha256.Compute(_key, destination[..StateCookie.Length], destination[StateCookie.Length..]);
    }

    public bool TryRead(ReadOnlySpan<byte> bytes, out StateCookie cookie)
    {
        cookie = default;
        if (_firstAt is not { } firstAt
            || bytes.Length != SealedLength
            || !HmacSha256.Verify(_key, bytes[..StateCookie.Length], bytes[StateCookie.Length..]))
        {
            return false;
        }

        StateCookie relative = StateCookie.Read(bytes);
        cookie = relative with { CreatedAt = firstAt + (relative.CreatedAt - Timestamp.Zero) };
        return true;
    }
}
