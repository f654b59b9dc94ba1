using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tureen.Rooms.Settings;
using Tureen.Server.Settings;

namespace Tureen.Server.Doctor;

/// <summary>Whether pages have a secure context, without which browsers give no camera and no microphone.</summary>
internal static class CertificateCheck
{
    private const string Subject = "certificate";

    public static IReadOnlyList<Finding> Run(RoomServerSettings settings, TimeProvider time)
    {
        if (!settings.IsHttps)
        {
            return settings.ListenIp is null || IPAddress.IsLoopback(settings.ListenIp)
                ? [Finding.Good(Subject, "none is needed: only this machine reaches the pages, as http://localhost, or through a proxy that has one")]
                : [Finding.Bad(
                    Subject, "pages come by HTTP: on other machines browsers give them no camera and no microphone",
                    "--https with --cert and --key, or a proxy in front that has a certificate, with --listen-ip 127.0.0.1")];
        }

        if (settings.CertificateFile is null)
        {
            return [Finding.Warning(Subject, "a self-signed one is made, of which browsers warn", "--cert and --key with one of an authority, such as Let's Encrypt")];
        }

        try
        {
            using X509Certificate2 certificate = ServerCertificate.Load(settings);
            return [Judge(certificate, settings, time.GetUtcNow())];
        }
        catch (SettingsException exception)
        {
            return [Finding.Bad(Subject, exception.Message, "--cert and --key are PEM files that belong together")];
        }
    }

    private static Finding Judge(X509Certificate2 certificate, RoomServerSettings settings, DateTimeOffset now)
    {
        var end = new DateTimeOffset(certificate.NotAfter);
        if (now < new DateTimeOffset(certificate.NotBefore) || now > end)
        {
            return Finding.Bad(Subject, $"it is good from {certificate.NotBefore:u} to {certificate.NotAfter:u} only", "renew it, or set the clock of this machine");
        }

        if (settings.AnnouncedAddress is { } name && !IPAddress.TryParse(name, out _) && !certificate.MatchesHostname(name))
        {
            return Finding.Bad(Subject, $"it is not for {name}", "get one for the name that users enter");
        }

        return end - now < DoctorLimits.CertificateNotice
            ? Finding.Warning(Subject, $"it ends at {certificate.NotAfter:u}", "renew it")
            : Finding.Good(Subject, $"good until {certificate.NotAfter:u}");
    }
}
