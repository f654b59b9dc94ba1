using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Dtls;

public class DtlsCertificateTests
{
    [Fact]
    public void A_generated_certificate_signs_itself_with_P_256_for_twenty_years()
    {
        using DtlsCertificate generated = DtlsCertificate.Generate();
        using var parsed = X509Certificate2.CreateFromPem(generated.ToPem());

        Assert.Matches("^CN=tureen[0-9]{7}, O=tureen[0-9]{7}$", parsed.Subject);
        Assert.Equal(parsed.Subject, parsed.Issuer);
        Assert.Equal(256, parsed.GetECDsaPublicKey()!.KeySize);
        Assert.Equal("sha256ECDSA", parsed.SignatureAlgorithm.FriendlyName);
        Assert.True(parsed.NotAfter - parsed.NotBefore > TimeSpan.FromDays(7000));
    }

    [Fact]
    public void The_fingerprints_are_the_hashes_of_the_certificate()
    {
        using DtlsCertificate generated = DtlsCertificate.Generate();
        using var parsed = X509Certificate2.CreateFromPem(generated.ToPem());
        string sha256 = Convert.ToHexString(SHA256.HashData(parsed.RawData));

        Assert.Equal(Enum.GetValues<FingerprintAlgorithm>(), generated.Fingerprints.Select(static f => f.Algorithm));
        string value = generated.GetFingerprint(FingerprintAlgorithm.Sha256).Value;
        Assert.Equal(sha256, value.Replace(":", "", StringComparison.Ordinal));
        Assert.Equal(95, value.Length);
        foreach (CertificateFingerprint fingerprint in generated.Fingerprints)
        {
            Assert.True(CertificateFingerprint.TryParse(fingerprint.Algorithm, fingerprint.Value, out CertificateFingerprint back));
            Assert.Equal(fingerprint, back);
        }
    }

    [Fact]
    public void PEM_texts_that_are_broken_or_do_not_belong_together_are_refused()
    {
        using ECDsa first = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using ECDsa second = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=x", first, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue);
        string pem = certificate.ExportCertificatePem();

        using (DtlsCertificate.FromPem(pem, first.ExportPkcs8PrivateKeyPem()))
        {
        }

        Assert.Throws<OpenSslException>(() => DtlsCertificate.FromPem(pem, second.ExportPkcs8PrivateKeyPem()));
        Assert.Throws<OpenSslException>(() => DtlsCertificate.FromPem("nonsense", "nonsense"));
        Assert.Throws<OpenSslException>(() => DtlsCertificate.FromPem(pem, ""));
    }

    [Fact]
    public void A_certificate_can_be_disposed_before_its_transports()
    {
        DtlsCertificate client = DtlsCertificate.Generate();
        CertificateFingerprint fingerprint = client.GetFingerprint(FingerprintAlgorithm.Sha256);
        using var pair = new DtlsPair(client: client, knowFingerprints: false);
        pair.Start();
        client.Dispose();
        pair.Client.SetRemoteFingerprint(DtlsPair.Sha256(pair.Server));
        pair.Server.SetRemoteFingerprint(fingerprint);
        pair.Run();
        Assert.Equal(DtlsState.Connected, pair.Client.State);
        Assert.Equal(DtlsState.Connected, pair.Server.State);
    }
}
