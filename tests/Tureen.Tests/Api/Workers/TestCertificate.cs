using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tureen.Tests.Api.Workers;

internal static class TestCertificate
{
    /// <summary>Writes a new certificate and its key to files of their own.</summary>
    public static (string Certificate, string Key) WritePem()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256);
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        string certificateFile = Path.GetTempFileName();
        string keyFile = Path.GetTempFileName();
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}
