using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tureen.Tests.Rooms.Cluster.Hosting;

/// <summary>An authority as an operator makes one, and certificates of machines.</summary>
internal sealed class NodeCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public NodeCertificates()
    {
        var request = new CertificateRequest("CN=authority of a cluster", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        Authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(2));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>One of a machine, with its key.</summary>
    public X509Certificate2 Issue(string name, int days = 1)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        using X509Certificate2 issued = request.Create(
            Authority, DateTimeOffset.UtcNow.AddHours(-23), DateTimeOffset.UtcNow.AddDays(days).AddMinutes(-1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }
}
