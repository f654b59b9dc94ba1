using Microsoft.Extensions.Logging;
using Tureen.Engine.Transports;
using Tureen.Net;
using Tureen.Ortc;

namespace Tureen;

/// <summary>How a worker is made (mediasoup WorkerSettings).</summary>
public sealed record WorkerSettings
{
    /// <summary>
    /// How much the media thread logs, to the categories <c>Tureen.Worker.Ice</c> and so on; only errors unless set. What the objects of the
    /// API log, such as calls and failures, is left to the filters of <see cref="LoggerFactory"/>.
    /// </summary>
    public WorkerLogLevel LogLevel { get; init; } = WorkerLogLevel.Error;

    /// <summary>What it logs about below the level of errors; nothing unless set.</summary>
    public IReadOnlyList<WorkerLogTag> LogTags { get; init; } = [];

    /// <summary>First port for sockets that ask for no port of their own, 0 to 65535; 10000 unless set.</summary>
    public int RtcMinPort { get; init; } = 10000;

    /// <summary>Last port for such sockets, included; 59999 unless set.</summary>
    public int RtcMaxPort { get; init; } = 59999;

    /// <summary>PEM file of the DTLS certificate; together with <see cref="DtlsPrivateKeyFile"/>. A self-signed one is made unless set.</summary>
    public string? DtlsCertificateFile { get; init; }

    /// <summary>PEM file of the private key of <see cref="DtlsCertificateFile"/>.</summary>
    public string? DtlsPrivateKeyFile { get; init; }

    /// <summary>
    /// What encrypts the media of WebRtcTransports: the SRTP profiles that DTLS handshakes offer and accept, the preferred one first. Unless set, AES-128-GCM,
    /// which costs least, then AES-256-GCM, then AES_CM_128_HMAC_SHA1_80, which every WebRTC endpoint has.
    /// </summary>
    public IReadOnlyList<SrtpCryptoSuite>? DtlsSrtpCryptoSuites { get; init; }

    /// <summary>Taken and ignored: there is no libwebrtc in this worker.</summary>
    public string? LibwebrtcFieldTrials { get; init; }

    /// <summary>
    /// How long the media thread may stay in one turn, 5 seconds unless set, at least 1 second; <see cref="TimeSpan.Zero"/> or
    /// <see cref="Timeout.InfiniteTimeSpan"/> for any time. A worker that stays longer dies with a <see cref="WorkerStuckException"/>.
    /// </summary>
    public TimeSpan WatchdogTimeout { get; init; } = NetLimits.WatchdogTimeout;

    /// <summary>Lets tests wrap each owner of a socket, to make it throw or stand still.</summary>
    internal Func<ISocketOwner, ISocketOwner>? WrapSocketOwner { get; init; }

    /// <summary>Where the worker and all that it carries log to; nowhere unless set.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>The application's own data; empty unless set.</summary>
    public Dictionary<string, object?>? AppData { get; init; }
}
