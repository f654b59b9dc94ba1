using Tureen.Engine.Crypto;
using Tureen.Engine.Dtls;
using Tureen.Net;

namespace Tureen.WorkerProcess.Settings;

/// <summary>What the command line says.</summary>
internal sealed record WorkerArguments
{
    public required LogSettings Log { get; init; }

    public required PortRange Ports { get; init; }

    /// <summary>How long the worker's thread may stand still before the process ends. Not on the command line, which is mediasoup's.</summary>
    public TimeSpan WatchdogTimeout { get; init; } = NetLimits.WatchdogTimeout;

    public string? DtlsCertificateFile { get; init; }

    public string? DtlsPrivateKeyFile { get; init; }

    /// <exception cref="SettingsException">An option is unknown, has no value, or a wrong one.</exception>
    public static WorkerArguments Parse(IReadOnlyList<string> arguments)
    {
        var log = new LogSettings();
        List<string> tags = [];
        PortRange ports = PortAllocator.DefaultWorkerRange;
        string? certificate = null;
        string? key = null;
        foreach ((WorkerOption option, string value) in CommandLine.Read(arguments))
        {
            switch (option)
            {
                case WorkerOption.LogLevel:
                    log.SetLevel(value);
                    break;
                case WorkerOption.LogTags:
                    tags.Add(value);
                    break;
                case WorkerOption.RtcMinPort:
                    ports = ports with { Minimum = ParsePort(option, value) };
                    break;
                case WorkerOption.RtcMaxPort:
                    ports = ports with { Maximum = ParsePort(option, value) };
                    break;
                case WorkerOption.DtlsCertificateFile:
                    certificate = value;
                    break;
                case WorkerOption.DtlsPrivateKeyFile:
                    key = value;
                    break;
                default:
                    // The field trials of another bandwidth estimation mean nothing here.
                    break;
            }
        }

        log.SetTags(tags);
        if (ports.Maximum < ports.Minimum)
        {
            throw new SettingsException("rtcMaxPort cannot be less than rtcMinPort");
        }

        return new WorkerArguments { Log = log, Ports = ports, DtlsCertificateFile = certificate, DtlsPrivateKeyFile = key };
    }

    /// <exception cref="SettingsException">Only one file is named, or they hold no certificate with its key.</exception>
    public DtlsCertificate LoadCertificate()
    {
        if (DtlsCertificateFile is null && DtlsPrivateKeyFile is null)
        {
            return DtlsCertificate.Generate(SrtpProfileFacts.AllForDtls);
        }

        if (DtlsCertificateFile is null || DtlsPrivateKeyFile is null)
        {
            throw new SettingsException(DtlsCertificateFile is null ? "missing dtlsCertificateFile" : "missing dtlsPrivateKeyFile");
        }

        try
        {
            return DtlsCertificate.FromPem(
                File.ReadAllText(DtlsCertificateFile), File.ReadAllText(DtlsPrivateKeyFile), SrtpProfileFacts.AllForDtls);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or OpenSslException or ArgumentException)
        {
            throw new SettingsException("the DTLS certificate cannot be used: " + error.Message);
        }
    }

    /// <summary>Takes the digits at the front, so that a fraction is cut off.</summary>
    private static ushort ParsePort(WorkerOption option, string value)
    {
        ReadOnlySpan<char> text = value.AsSpan().TrimStart();
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return ushort.TryParse(digits < 0 ? text : text[..digits], out ushort port)
            ? port
            : throw new SettingsException($"invalid value '{value}' for {CommandLine.NameOf(option)}");
    }
}
