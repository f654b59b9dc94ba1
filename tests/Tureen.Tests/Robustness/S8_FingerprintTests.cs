using Tureen.Ortc;

namespace Tureen.Tests.Robustness;

/// <summary>Several fingerprints of the peer's certificate, and weak ones.</summary>
public sealed class S8_FingerprintTests
{
    private static readonly DtlsFingerprint Wrong = new()
    {
        Algorithm = FingerprintAlgorithm.Sha256,
        Value = string.Join(':', Enumerable.Repeat("AB", 32)),
    };

    [Fact]
    public void S8_any_fingerprint_of_the_strongest_algorithm_is_enough()
    {
        DtlsState state = Connect(static peer => [Wrong, peer.GetFingerprint(FingerprintAlgorithm.Sha256)]);
        Assert.Equal(DtlsState.Connected, state);
        state = Connect(static peer =>
            [Wrong, peer.GetFingerprint(FingerprintAlgorithm.Sha1), peer.GetFingerprint(FingerprintAlgorithm.Sha384)]);
        Assert.Equal(DtlsState.Connected, state);
    }

    [Fact]
    public void S8_a_weaker_fingerprint_does_not_help_a_certificate_that_the_strongest_denies()
    {
        DtlsState state = Connect(static peer => [peer.GetFingerprint(FingerprintAlgorithm.Sha224), Wrong]);
        Assert.Equal(DtlsState.Failed, state);
        state = Connect(static peer => [peer.GetFingerprint(FingerprintAlgorithm.Sha1), Wrong], allowsSha1: true);
        Assert.Equal(DtlsState.Failed, state);
    }

    [Fact]
    public void S8_SHA_1_alone_is_refused_unless_it_is_allowed()
    {
        MediasoupTypeException refused = Assert.Throws<MediasoupTypeException>(
            () => Connect(static peer => [peer.GetFingerprint(FingerprintAlgorithm.Sha1)]));
        Assert.Contains("SHA-1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(
            DtlsState.Connected, Connect(static peer => [peer.GetFingerprint(FingerprintAlgorithm.Sha1)], allowsSha1: true));
    }

    [Fact]
    public void S8_a_malformed_fingerprint_anywhere_and_too_many_are_refused()
    {
        Assert.Throws<MediasoupTypeException>(() => Connect(static peer =>
        [
            peer.GetFingerprint(FingerprintAlgorithm.Sha256),
            new DtlsFingerprint { Algorithm = FingerprintAlgorithm.Sha512, Value = "AB:CD" },
        ]));
        Assert.Throws<MediasoupTypeException>(
            () => Connect(static peer => [.. Enumerable.Repeat(peer.GetFingerprint(FingerprintAlgorithm.Sha256), 33)]));
    }

    private static DtlsState Connect(
        Func<Testing.Simulation.SimulatedPeer, List<DtlsFingerprint>> fingerprints, bool allowsSha1 = false)
    {
        using var call = new HostileCall();
        using var late = new LatePeer(call, options => options with { AllowSha1Fingerprints = allowsSha1 });
        late.Connect(new DtlsParameters { Role = DtlsRole.Client, Fingerprints = fingerprints(late.Peer) });
        call.Run(TimeSpan.FromSeconds(2));
        return late.Transport.DtlsState;
    }
}
