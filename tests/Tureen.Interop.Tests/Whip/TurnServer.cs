using System.Globalization;

namespace Tureen.Interop.Tests.Whip;

/// <summary>coturn in a network of its own or on loopback, with time-limited credentials.</summary>
internal static class TurnServer
{
    public const int Port = 43_478;
    public const int TlsPort = 43_479;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <summary>Its URLs over UDP, TCP and TLS.</summary>
    public static string[] UrlsOf(string address) =>
        [$"turn:{address}:{Port}?transport=udp", $"turn:{address}:{Port}?transport=tcp", $"turns:{address}:{TlsPort}?transport=tcp"];

    /// <summary>Starts it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="address">Its address there.</param>
    /// <param name="secret">What credentials are made with.</param>
    /// <param name="certificate">A PEM file, for TLS; null without.</param>
    /// <param name="key">The key of the certificate.</param>
    public static async Task<ChildProcess> StartAsync(string? network, string address, string secret, string? certificate = null, string? key = null)
    {
        TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        string[] tls = certificate is null
            ? ["--no-tls", "--no-dtls"]
            : ["--no-dtls", $"--cert={certificate}", $"--pkey={key}", string.Create(CultureInfo.InvariantCulture, $"--tls-listening-port={TlsPort}")];
        ChildProcess turn = ChildProcess.Start(
            "turnserver",
            [
                "-n", "--log-file=stdout", .. network is null ? ["--allow-loopback-peers"] : Array.Empty<string>(), "--simple-log", "--no-cli", .. tls, "--realm=tureen", "--use-auth-secret", $"--static-auth-secret={secret}",
                $"--listening-ip={address}", $"--relay-ip={address}", string.Create(CultureInfo.InvariantCulture, $"--listening-port={Port}"), "--pidfile=/dev/null",
            ],
            network,
            line =>
            {
                if (line.Contains("Total General servers", StringComparison.Ordinal))
                {
                    ready.TrySetResult();
                }
            });
        await ready.Task.WaitAsync(Limit);
        return turn;
    }
}
