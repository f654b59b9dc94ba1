using System.Globalization;
using System.Net;
using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Settings;

/// <summary>Reads the settings: the command line overrides the environment, which overrides appsettings.json.</summary>
internal sealed class SettingsReader(CommandLine line, Func<string, string?> environment, Func<string, string?> configuration)
{
    private const int MaxWorkers = 1024;
    private const int MaxPort = 65_535;
    private const int MaxWatchdogSeconds = 3600;

    /// <summary>Above it a limit is none: one address of this machine may have 16 times as many.</summary>
    private const int MaxLimit = 1_000_000;

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public RoomServerSettings Read()
    {
        var defaults = new RoomServerSettings();
        var settings = new RoomServerSettings
        {
            Port = Number(SettingsOptions.Port, defaults.Port, 0, MaxPort),
            ListenIp = Address(SettingsOptions.ListenIp),
            AnnouncedAddress = HostName(SettingsOptions.AnnouncedAddress),
            RtcMinPort = Number(SettingsOptions.RtcMinPort, defaults.RtcMinPort, 1, MaxPort),
            RtcMaxPort = Number(SettingsOptions.RtcMaxPort, defaults.RtcMaxPort, 1, MaxPort),
            Workers = Number(SettingsOptions.Workers, defaults.Workers, 1, MaxWorkers),
            WatchdogTimeout = TimeSpan.FromSeconds(
                Number(SettingsOptions.WatchdogSeconds, (int)defaults.WatchdogTimeout.TotalSeconds, 0, MaxWatchdogSeconds)),
            IsHttps = Switch(SettingsOptions.Https),
            CertificateFile = ExistingFile(SettingsOptions.Cert),
            KeyFile = ExistingFile(SettingsOptions.Key),
            AllowedOrigins = [.. List(SettingsOptions.AllowedOrigin).Select(Origin)],
            AllowedHosts = [.. List(SettingsOptions.AllowedHost).Select(static name => HostName(SettingsOptions.AllowedHost, name))],
            AdminToken = Token(SettingsOptions.AdminToken),
            BroadcasterToken = Token(SettingsOptions.BroadcasterToken),
            AllowsPrivateDestinations = Switch(SettingsOptions.AllowPrivateDestinations),
            Limits = Limits(defaults.Limits),
        };
        Require(settings.RtcMinPort <= settings.RtcMaxPort, "--rtc-min-port is greater than --rtc-max-port");
        Require((settings.CertificateFile is null) == (settings.KeyFile is null), "--cert and --key go together");
        Require(settings.CertificateFile is null || settings.IsHttps, "--cert and --key need --https");
        return settings;
    }

    private static string Origin(string text)
    {
        if (text == RoomServerSettings.AnyOrigin)
        {
            return text;
        }

        bool isOrigin = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        Require(isOrigin, $"--{SettingsOptions.AllowedOrigin.Name} must be such as https://example.org, not '{text}'");
        return uri!.GetLeftPart(UriPartial.Authority);
    }

    private static string HostName(SettingsOption option, string text)
    {
        Require(
            Uri.CheckHostName(text) != UriHostNameType.Unknown, $"--{option.Name} must be an IP address or a host name, not '{text}'");
        bool isNowhere = IPAddress.TryParse(text, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        Require(!isNowhere, $"--{option.Name} must be an address to which browsers can send, not '{text}'");
        return text;
    }

    private static void Require(bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw new SettingsException(message);
        }
    }

    private string? Text(SettingsOption option)
    {
        string? text = line.Get(option) ?? environment(option.EnvironmentName) ?? configuration(option.ConfigurationKey);
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    private int Number(SettingsOption option, int unlessGiven, int min, int max)
    {
        if (Text(option) is not { } text)
        {
            return unlessGiven;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        Require(isNumber && number >= min && number <= max, $"--{option.Name} must be a number from {min} to {max}, not '{text}'");
        return number;
    }

    private bool Switch(SettingsOption option) => Text(option) switch
    {
        null => false,
        var text when bool.TryParse(text, out bool isOn) => isOn,
        "1" => true,
        "0" => false,
        var text => throw new SettingsException($"--{option.Name} must be true or false, not '{text}'"),
    };

    private IPAddress? Address(SettingsOption option)
    {
        if (Text(option) is not { } text || text == "localhost")
        {
            return null;
        }

        Require(IPAddress.TryParse(text, out IPAddress? address), $"--{option.Name} must be an IP address, not '{text}'");
        return address;
    }

    private string? HostName(SettingsOption option) => Text(option) is { } text ? HostName(option, text) : null;

    private string[] List(SettingsOption option) =>
        Text(option)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private string? Token(SettingsOption option)
    {
        string? text = Text(option);
        Require(
            text is null || text.Length >= SecurityLimits.MinTokenLength,
            $"--{option.Name} must have {SecurityLimits.MinTokenLength} characters or more");
        return text;
    }

    private LimitSettings Limits(LimitSettings defaults) => new()
    {
        MaxRooms = Limit(SettingsOptions.MaxRooms, defaults.MaxRooms),
        MaxRoomsPerAddress = Limit(SettingsOptions.MaxRoomsPerAddress, defaults.MaxRoomsPerAddress),
        MaxPeersPerRoom = Limit(SettingsOptions.MaxPeersPerRoom, defaults.MaxPeersPerRoom),
        MaxSockets = Limit(SettingsOptions.MaxSockets, defaults.MaxSockets),
        MaxSocketsPerAddress = Limit(SettingsOptions.MaxSocketsPerAddress, defaults.MaxSocketsPerAddress),
        MessagesPerSecond = Limit(SettingsOptions.MessagesPerSecond, defaults.MessagesPerSecond),
        KilobytesPerSecond = Limit(SettingsOptions.KilobytesPerSecond, defaults.KilobytesPerSecond),
        JoinDeadline = TimeSpan.FromSeconds(Limit(SettingsOptions.JoinSeconds, (int)defaults.JoinDeadline.TotalSeconds)),
        MaxConsumerReplicas = Number(
            SettingsOptions.MaxConsumerReplicas, defaults.MaxConsumerReplicas, 0, RoomLimits.MaxConsumerReplicas),
    };

    private int Limit(SettingsOption option, int unlessGiven) => Number(option, unlessGiven, 1, MaxLimit);

    private string? ExistingFile(SettingsOption option)
    {
        string? text = Text(option);
        Require(text is null || File.Exists(text), $"--{option.Name}: there is no file '{text}'");
        return text;
    }
}
