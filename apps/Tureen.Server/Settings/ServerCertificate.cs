using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>The certificate for HTTPS.</summary>
internal static class ServerCertificate
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    /// <exception cref="SettingsException">The given files hold no certificate with its key.</exception>
    public static X509Certificate2 Load(RoomServerSettings settings) =>
        settings.CertificateFile is null ? MakeSelfSigned(settings) : LoadFiles(settings.CertificateFile, settings.KeyFile);

    private static X509Certificate2 LoadFiles(string certificateFile, string? keyFile)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SettingsException($"--cert and --key cannot be read: {exception.Message}");
        }
    }

    private static X509Certificate2 MakeSelfSigned(RoomServerSettings settings)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Tureen room server", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(Names(settings).Build());
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
    }

    private static SubjectAlternativeNameBuilder Names(RoomServerSettings settings)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (IPAddress.TryParse(settings.AnnouncedAddress, out IPAddress? announced))
        {
            names.AddIpAddress(announced);
        }
        else if (settings.AnnouncedAddress is { } host)
        {
            names.AddDnsName(host);
        }

        return names;
    }
}
