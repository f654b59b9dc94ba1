using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Paths;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Transports.Paths;

public sealed class SignaledKeysTests : IDisposable
{
    private readonly SrtpSession _session = new();

    [Fact]
    public void Without_a_suite_nothing_is_encrypted_and_keys_are_refused()
    {
        SignaledKeys keys = Create(null);
        Assert.Throws<MediasoupTypeException>(() => keys.Start(Remote(SrtpCryptoSuite.AeadAes128Gcm, 28), _session));
        keys.Start(null, _session);

        Assert.False(keys.AreUsed || _session.IsReady);
        Assert.Null(keys.LocalParameters);
    }

    [Fact]
    public void With_a_suite_the_peer_must_have_a_key_of_the_right_length()
    {
        SignaledKeys keys = Create(SrtpCryptoSuite.AeadAes128Gcm);
        Assert.Throws<MediasoupTypeException>(() => keys.Start(null, _session));
        Assert.Throws<MediasoupTypeException>(() => keys.Start(Remote(SrtpCryptoSuite.AeadAes128Gcm, 27), _session));
        Assert.False(_session.IsReady);

        keys.Start(Remote(SrtpCryptoSuite.AeadAes128Gcm, 28), _session);
        Assert.True(keys.AreUsed && _session.IsReady);
    }

    [Fact]
    public void The_local_suite_follows_the_remote_one_with_a_new_key()
    {
        SignaledKeys keys = Create(SrtpCryptoSuite.AeadAes128Gcm);
        SrtpParameters before = keys.LocalParameters!;
        keys.Start(Remote(SrtpCryptoSuite.AesCm128HmacSha1_80, 30), _session);

        SrtpParameters after = keys.LocalParameters!;
        Assert.Equal((28, SrtpCryptoSuite.AesCm128HmacSha1_80), (KeyLength(before), after.CryptoSuite));
        Assert.Equal(30, KeyLength(after));
        Assert.NotEqual(before.KeyBase64[..20], after.KeyBase64[..20]);
    }

    [Fact]
    public void The_same_suite_keeps_the_key_that_the_peer_may_know_already()
    {
        SignaledKeys keys = Create(SrtpCryptoSuite.AeadAes128Gcm);
        string before = keys.LocalParameters!.KeyBase64;
        keys.Start(Remote(SrtpCryptoSuite.AeadAes128Gcm, 28), _session);

        Assert.Equal(before, keys.LocalParameters!.KeyBase64);
    }

    public void Dispose() => _session.Dispose();

    private static SignaledKeys Create(SrtpCryptoSuite? suite) => new(new SeededRandomSource(1), suite);

    private static SrtpParameters Remote(SrtpCryptoSuite suite, int length) =>
        new() { CryptoSuite = suite, KeyBase64 = Convert.ToBase64String(new byte[length]) };

    private static int KeyLength(SrtpParameters parameters) => Convert.FromBase64String(parameters.KeyBase64).Length;
}
