using Microsoft.Extensions.Logging;

namespace Tureen.V2;

/// <summary>How a server runs (v2 ServerSettings).</summary>
public sealed record ServerSettings
{
    /// <summary>Media threads; less than 1 for as many as there are processors.</summary>
    public int NumWorkers { get; init; }

    /// <summary>What is logged.</summary>
    public WorkerLogLevel LogLevel { get; init; } = WorkerLogLevel.Error;

    /// <summary>The areas that are logged at the level <c>debug</c>.</summary>
    public IReadOnlyList<WorkerLogTag> LogTags { get; init; } = [];

    /// <summary>Where media listens; the machine's first IPv4 address unless set.</summary>
    public ListenAddress RtcIPv4 { get; init; } = ListenAddress.First;

    /// <summary>Where media listens; the machine's first IPv6 address unless set.</summary>
    public ListenAddress RtcIPv6 { get; init; } = ListenAddress.First;

    /// <summary>What clients get instead of the IPv4 address: an address or a host name.</summary>
    public string? RtcAnnouncedIPv4 { get; init; }

    /// <summary>What clients get instead of the IPv6 address: an address or a host name.</summary>
    public string? RtcAnnouncedIPv6 { get; init; }

    /// <summary>The lowest port for media; less than 1024 counts as 10000.</summary>
    public int RtcMinPort { get; init; } = 10_000;

    /// <summary>The highest port for media; more than 65535 counts as 59999.</summary>
    public int RtcMaxPort { get; init; } = 59_999;

    /// <summary>PEM file of the certificate; one is made when there is none.</summary>
    public string? DtlsCertificateFile { get; init; }

    /// <summary>PEM file of its key.</summary>
    public string? DtlsPrivateKeyFile { get; init; }

    /// <summary>Where the log goes; null for nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }
}
