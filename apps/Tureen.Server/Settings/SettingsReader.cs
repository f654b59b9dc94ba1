using Tureen.Rooms;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>Reads the settings: the command line overrides the environment, which overrides appsettings.json.</summary>
internal sealed class SettingsReader
{
    /// <summary>The section of earlier versions, which is read after <see cref="TureenRoomsOptions.Section"/>.</summary>
    private const string EarlierSection = "Rooms";

    private readonly SettingsSource _source;

    public SettingsReader(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
    {
        _source = new SettingsSource(
            option => line.Get(option) ?? Find(option, environment, configuration), static option => "--" + option.Name);
    }

    /// <summary>The text of a setting that the command line does not give.</summary>
    public static string? Find(SettingsOption option, Func<string, string?> environment, Func<string, string?> configuration) =>
        environment(option.EnvironmentName)
        ?? configuration($"{TureenRoomsOptions.Section}:{option.ConfigurationKey}")
        ?? configuration($"{EarlierSection}:{option.ConfigurationKey}");

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public RoomServerSettings Read()
    {
        var settings = new RoomServerSettings
        {
            Port = _source.Number(ServerOptions.Port, RoomServerSettings.DefaultPort, 0, RoomSettingsReader.MaxPort),
            IsHttps = _source.Switch(ServerOptions.Https),
            CertificateFile = _source.ExistingFile(ServerOptions.Cert),
            KeyFile = _source.ExistingFile(ServerOptions.Key),
            PathBase = _source.PathBase(ServerOptions.PathBase),
            TrustedProxies = _source.List(ServerOptions.TrustedProxy) is { } proxies
                ? [.. proxies.Select(text => _source.Network(ServerOptions.TrustedProxy, text))]
                : [],
            LogsJson = _source.Choice(ServerOptions.LogFormat, ["text", "json"]) == "json",
            OtlpEndpoint = _source.Text(ServerOptions.OtlpEndpoint) is { } otlp ? _source.HttpUrl(ServerOptions.OtlpEndpoint, otlp) : null,
        };
        RoomSettingsReader.Fill(settings, _source);
        settings.StunServer = _source.Text(ServerOptions.StunServer) is { } stun ? _source.IceServer(ServerOptions.StunServer, stun) : null;
        SettingsSource.Require(
            settings.StunServer is null || settings.AnnouncedAddress is null, "--stun-server finds the address to announce: without --announced-address");
        SettingsSource.Require((settings.CertificateFile is null) == (settings.KeyFile is null), "--cert and --key go together");
        SettingsSource.Require(settings.CertificateFile is null || settings.IsHttps, "--cert and --key need --https");
        return settings;
    }
}
