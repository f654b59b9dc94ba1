using System.Net;
using System.Security.Authentication;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>Asks a running server whether it takes clients: the health probe of a container that has neither a shell nor curl.</summary>
internal sealed class HealthCommand
{
    /// <summary>Less than supervisors wait.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    private readonly Uri _address;

    /// <exception cref="SettingsException">An option is wrong.</exception>
    public HealthCommand(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
    {
        // Port, address and HTTPS are those of the server that has the same environment.
        var source = new SettingsSource(
            option => line.Get(option) ?? SettingsReader.Find(option, environment, configuration), static option => "--" + option.Name);
        SettingsOption server = ServerOptions.Health.Single(static option => option.Name == "server");
        _address = line.Get(server) is { } given ? source.HttpUrl(server, given) : Find(source);
    }

    /// <summary>Where the server is.</summary>
    public Uri Address => new(_address, "/health/ready");

    /// <returns>The exit code: 0 if the server takes clients.</returns>
    public async Task<int> RunAsync(TextWriter output)
    {
        using var handler = new SocketsHttpHandler();
        if (_address.IsLoopback)
        {
            // The certificate is for the name that clients use, and nobody is between a machine and itself.
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null;
        }

        using var client = new HttpClient(handler) { Timeout = Limit };
        try
        {
            using HttpResponseMessage response = await client.GetAsync(Address);
            await output.WriteLineAsync($"{Address}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or AuthenticationException)
        {
            await output.WriteLineAsync($"{Address}: {exception.Message.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    private static Uri Find(SettingsSource source)
    {
        int port = source.Number(ServerOptions.Port, RoomServerSettings.DefaultPort, 1, RoomSettingsReader.MaxPort);
        IPAddress? listen = source.Address(SettingsOptions.ListenIp, null);
        bool isEverywhere = listen is null || listen.Equals(IPAddress.Any) || listen.Equals(IPAddress.IPv6Any);
        return new UriBuilder(source.Switch(ServerOptions.Https) ? "https" : "http", isEverywhere ? "localhost" : listen!.ToString(), port).Uri;
    }
}
