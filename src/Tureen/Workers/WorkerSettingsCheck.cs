using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Checks the settings of a worker.</summary>
internal static class WorkerSettingsCheck
{
    /// <exception cref="MediasoupTypeException">A setting is wrong.</exception>
    public static PortRange Check(WorkerSettings settings)
    {
        Tureen.Check.Defined(settings.LogLevel, "logLevel");
        Tureen.Check.Port(settings.RtcMinPort, "rtcMinPort");
        Tureen.Check.Port(settings.RtcMaxPort, "rtcMaxPort");
        Tureen.Check.That(settings.RtcMinPort <= settings.RtcMaxPort, "rtcMinPort is greater than rtcMaxPort");
        Tureen.Check.That(
            settings.WatchdogTimeout == TimeSpan.Zero
            || settings.WatchdogTimeout == Timeout.InfiniteTimeSpan
            || settings.WatchdogTimeout >= NetLimits.MinWatchdogTimeout,
            $"watchdogTimeout must be at least {NetLimits.MinWatchdogTimeout.TotalSeconds} s, zero or infinite, not {settings.WatchdogTimeout}");
        return new PortRange(settings.RtcMinPort, settings.RtcMaxPort);
    }

    /// <exception cref="MediasoupTypeException">Only one file is named, or they hold no certificate with its key; or the SRTP profiles are wrong.</exception>
    public static DtlsCertificate LoadCertificate(WorkerSettings settings)
    {
        IReadOnlyList<SrtpProfile>? profiles = Profiles(settings.DtlsSrtpCryptoSuites);
        if (settings.DtlsCertificateFile is null && settings.DtlsPrivateKeyFile is null)
        {
            return DtlsCertificate.Generate(profiles);
        }

        Tureen.Check.That(
            settings.DtlsCertificateFile is not null && settings.DtlsPrivateKeyFile is not null,
            "dtlsCertificateFile and dtlsPrivateKeyFile must be given together");
        try
        {
            return DtlsCertificate.FromPem(
                File.ReadAllText(settings.DtlsCertificateFile!), File.ReadAllText(settings.DtlsPrivateKeyFile!), profiles);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OpenSslException or ArgumentException)
        {
            throw new MediasoupTypeException("the DTLS certificate cannot be used: " + error.Message, error);
        }
    }

    private static SrtpProfile[]? Profiles(IReadOnlyList<SrtpCryptoSuite>? suites)
    {
        if (suites is null)
        {
            return null;
        }

        Tureen.Check.That(suites.Count > 0, "dtlsSrtpCryptoSuites must not be empty");
        foreach (SrtpCryptoSuite suite in suites)
        {
            Tureen.Check.Defined(suite, "dtlsSrtpCryptoSuites");
        }

        return [.. suites.Distinct().Select(SrtpProfileFacts.ToProfile)];
    }
}
