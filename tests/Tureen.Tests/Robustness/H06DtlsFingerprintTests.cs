using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Engine.Dtls;
using Tureen.Ortc;
using Tureen.Tests.Engine.Dtls;

namespace Tureen.Tests.Robustness;

public class H06DtlsFingerprintTests
{
    [Fact]
    public void H6_a_mismatch_known_before_the_handshake_fails_and_gives_no_keys()
    {
        using var pair = new DtlsPair();
        pair.Server.SetRemoteFingerprint(DtlsPair.Sha256(pair.Server));
        pair.Start();
        pair.Run();

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.DoesNotContain(DtlsPair.Events(pair.Server), static e => e.Kind == DtlsEventKind.SrtpKeysReady);
        Assert.Null(pair.Server.RemoteCertificatePem);
        Assert.Equal(DtlsState.Closed, pair.Client.State);
    }

    [Fact]
    public void H6_a_mismatch_that_comes_late_fails_and_gives_no_keys()
    {
        using var pair = new DtlsPair(knowFingerprints: false);
        pair.Start();
        pair.Run();
        pair.Server.SetRemoteFingerprint(DtlsPair.Sha256(pair.Server));

        Assert.Equal(DtlsState.Failed, pair.Server.State);
        Assert.DoesNotContain(DtlsPair.Events(pair.Server), static e => e.Kind == DtlsEventKind.SrtpKeysReady);
    }

    [Fact]
    public void H6_without_a_fingerprint_nothing_is_connected()
    {
        using var pair = new DtlsPair(knowFingerprints: false);
        pair.Start();
        pair.Run();
        Assert.Equal(DtlsState.Connecting, pair.Server.State);
        Assert.False(pair.Server.SendApplicationData(pair.Now, pair.Tuple, [1], pair.ToClient));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void H6_every_hash_in_either_case_is_compared(int algorithmNumber)
    {
        using var pair = new DtlsPair();
        var algorithm = (FingerprintAlgorithm)algorithmNumber;
        CertificateFingerprint theirs = pair.Client.LocalCertificate.GetFingerprint(algorithm);
        Assert.True(CertificateFingerprint.TryParse(theirs.Algorithm, theirs.Value.ToLowerInvariant(), out CertificateFingerprint lower));
        pair.Server.SetRemoteFingerprint(lower);
        pair.Connect();
    }

    [Theory]
    [InlineData("RSA 1024")]
    [InlineData("RSA 2048")]
    [InlineData("RSA 4096")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    [InlineData("expired")]
    public void H6_certificates_with_other_keys_are_accepted(string kind)
    {
        using DtlsCertificate other = Create(kind);
        using (var pair = new DtlsPair(client: other))
        {
            pair.Connect();
        }

        using (var pair = new DtlsPair(server: other))
        {
            pair.Connect();
        }
    }

    private static DtlsCertificate Create(string kind)
    {
        if (kind.StartsWith("RSA", StringComparison.Ordinal))
        {
            using var rsa = RSA.Create(int.Parse(kind.AsSpan(4)));
            return Sign(
                new CertificateRequest("CN=x", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), rsa, isExpired: false);
        }

        using var ecdsa = ECDsa.Create(kind switch
        {
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => ECCurve.NamedCurves.nistP256,
        });
        return Sign(new CertificateRequest("CN=x", ecdsa, HashAlgorithmName.SHA256), ecdsa, kind == "expired");
    }

    private static DtlsCertificate Sign(CertificateRequest request, AsymmetricAlgorithm key, bool isExpired)
    {
        DateTimeOffset end = isExpired ? new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero) : DateTimeOffset.MaxValue;
        using X509Certificate2 certificate = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), end);
        return DtlsCertificate.FromPem(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
