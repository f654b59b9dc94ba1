using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Settings;

/// <summary>Reads the options of rooms, wherever they are set.</summary>
internal static class RoomSettingsReader
{
    public const int MaxPort = 65_535;
    private const int MaxWorkers = 1024;
    private const int MaxWatchdogSeconds = 3600;

    /// <summary>Browsers check each address, so more make joining slower.</summary>
    private const int MaxFurtherAddresses = 8;

    /// <summary>A month.</summary>
    private const int MaxTurnSeconds = 2_592_000;

    /// <summary>Above it a limit is none: one address of this machine may have 16 times as many.</summary>
    private const int MaxLimit = 1_000_000;

    /// <summary>Changes the options that are given.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static void Fill(TureenRoomsOptions options, SettingsSource source)
    {
        options.ListenIp = source.Address(SettingsOptions.ListenIp, options.ListenIp);
        options.AnnouncedAddress = source.HostName(SettingsOptions.AnnouncedAddress) ?? options.AnnouncedAddress;
        options.FurtherAddresses = source.List(SettingsOptions.FurtherAddress) is { } further
            ? [.. further.Select(address => source.HostName(SettingsOptions.FurtherAddress, address))]
            : options.FurtherAddresses;
        SettingsSource.Require(
            options.FurtherAddresses.Count <= MaxFurtherAddresses, $"{source.NameOf(SettingsOptions.FurtherAddress)} takes {MaxFurtherAddresses} addresses at most");
        options.RtcMinPort = source.Number(SettingsOptions.RtcMinPort, options.RtcMinPort, 1, MaxPort);
        options.RtcMaxPort = source.Number(SettingsOptions.RtcMaxPort, options.RtcMaxPort, 1, MaxPort);
        SettingsSource.Require(
            options.RtcMinPort <= options.RtcMaxPort,
            $"{source.NameOf(SettingsOptions.RtcMinPort)} is greater than {source.NameOf(SettingsOptions.RtcMaxPort)}");
        options.Workers = source.Number(SettingsOptions.Workers, options.Workers, 1, MaxWorkers);
        options.WatchdogTimeout = source.Seconds(SettingsOptions.WatchdogSeconds, options.WatchdogTimeout, 0, MaxWatchdogSeconds);
        options.IceServers = source.List(SettingsOptions.IceServer) is { } servers
            ? [.. servers.Select(text => source.IceServer(SettingsOptions.IceServer, text))]
            : options.IceServers;
        options.TurnSecret = source.Secret(SettingsOptions.TurnSecret, SecurityLimits.MinTokenLength) ?? options.TurnSecret;
        options.TurnLifetime = source.Seconds(SettingsOptions.TurnSeconds, options.TurnLifetime, 60, MaxTurnSeconds);
        FillAccess(options, source);
        FillLimits(options.Limits, source);
    }

    private static void FillAccess(TureenRoomsOptions options, SettingsSource source)
    {
        options.AllowedOrigins = source.List(SettingsOptions.AllowedOrigin) is { } origins
            ? [.. origins.Select(text => source.Origin(SettingsOptions.AllowedOrigin, text))]
            : options.AllowedOrigins;
        options.AllowedHosts = source.List(SettingsOptions.AllowedHost) is { } hosts
            ? [.. hosts.Select(text => source.HostName(SettingsOptions.AllowedHost, text))]
            : options.AllowedHosts;
        options.AdminToken = source.Secret(SettingsOptions.AdminToken, SecurityLimits.MinTokenLength) ?? options.AdminToken;
        options.BroadcasterToken = source.Secret(SettingsOptions.BroadcasterToken, SecurityLimits.MinTokenLength) ?? options.BroadcasterToken;
        options.TokenKey = source.Secret(SettingsOptions.TokenKey, SecurityLimits.MinTokenKeyLength) ?? options.TokenKey;
        options.TokenAuthority = source.Url(SettingsOptions.TokenAuthority) ?? options.TokenAuthority;
        options.TokenAudience = source.Text(SettingsOptions.TokenAudience) ?? options.TokenAudience;
        options.AllowAnonymous = source.Switch(SettingsOptions.AllowAnonymous, options.AllowAnonymous);
        SettingsSource.Require(
            options.TokenAuthority is null || (options.TokenKey is null && options.TokenAudience is not null),
            $"{source.NameOf(SettingsOptions.TokenAuthority)} needs {source.NameOf(SettingsOptions.TokenAudience)}, "
            + $"and excludes {source.NameOf(SettingsOptions.TokenKey)}");
        FillWebhooks(options, source);
        options.AllowPrivateDestinations = source.Switch(SettingsOptions.AllowPrivateDestinations, options.AllowPrivateDestinations);
    }

    private static void FillWebhooks(TureenRoomsOptions options, SettingsSource source)
    {
        options.WebhookUrls = source.List(SettingsOptions.WebhookUrl) is { } urls
            ? [.. urls.Select(text => source.HttpUrl(SettingsOptions.WebhookUrl, text))]
            : options.WebhookUrls;
        options.RecordingFolder = source.Text(SettingsOptions.RecordingFolder) ?? options.RecordingFolder;
        options.WebhookKey = source.Secret(SettingsOptions.WebhookKey, SecurityLimits.MinTokenKeyLength) ?? options.WebhookKey;
        SettingsSource.Require(
            options.WebhookUrls.Count <= WebhookLimits.MaxReceivers,
            $"{source.NameOf(SettingsOptions.WebhookUrl)} takes {WebhookLimits.MaxReceivers} addresses at most");
        SettingsSource.Require(
            options.WebhookUrls.Count == 0 || options.WebhookKey is not null,
            $"{source.NameOf(SettingsOptions.WebhookUrl)} needs {source.NameOf(SettingsOptions.WebhookKey)}");
    }

    private static void FillLimits(RoomLimitOptions limits, SettingsSource source)
    {
        limits.MaxRooms = Limit(SettingsOptions.MaxRooms, limits.MaxRooms);
        limits.MaxRoomsPerAddress = Limit(SettingsOptions.MaxRoomsPerAddress, limits.MaxRoomsPerAddress);
        limits.MaxPeersPerRoom = Limit(SettingsOptions.MaxPeersPerRoom, limits.MaxPeersPerRoom);
        limits.MaxSockets = Limit(SettingsOptions.MaxSockets, limits.MaxSockets);
        limits.MaxSocketsPerAddress = Limit(SettingsOptions.MaxSocketsPerAddress, limits.MaxSocketsPerAddress);
        limits.MessagesPerSecond = Limit(SettingsOptions.MessagesPerSecond, limits.MessagesPerSecond);
        limits.KilobytesPerSecond = Limit(SettingsOptions.KilobytesPerSecond, limits.KilobytesPerSecond);
        limits.JoinsPerSecond = Limit(SettingsOptions.JoinsPerSecond, limits.JoinsPerSecond);
        limits.ApiRequestsPerSecond = Limit(SettingsOptions.ApiRequestsPerSecond, limits.ApiRequestsPerSecond);
        limits.MediaRequestsPerSecond = Limit(SettingsOptions.MediaRequestsPerSecond, limits.MediaRequestsPerSecond);
        limits.JoinDeadline = source.Seconds(SettingsOptions.JoinSeconds, limits.JoinDeadline, 1, MaxLimit);
        limits.MaxConsumerReplicas = source.Number(
            SettingsOptions.MaxConsumerReplicas, limits.MaxConsumerReplicas, 0, RoomLimits.MaxConsumerReplicas);

        int Limit(SettingsOption option, int unlessGiven) => source.Number(option, unlessGiven, 1, MaxLimit);
    }
}
