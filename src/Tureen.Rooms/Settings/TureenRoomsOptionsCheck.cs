using System.Globalization;
using Microsoft.Extensions.Options;

namespace Tureen.Rooms.Settings;

/// <summary>Refuses unusable options when the host starts, also those that code has set: it reads them as if they were texts.</summary>
internal sealed class TureenRoomsOptionsCheck : IValidateOptions<TureenRoomsOptions>
{
    public ValidateOptionsResult Validate(string? name, TureenRoomsOptions options)
    {
        if (options.Limits is null || options.AllowedOrigins is null || options.AllowedHosts is null || options.IceServers is null || options.WebhookUrls is null)
        {
            return ValidateOptionsResult.Fail("Limits, AllowedOrigins, AllowedHosts, IceServers and WebhookUrls must not be null");
        }

        Dictionary<SettingsOption, string?> texts = TextsOf(options);
        try
        {
            RoomSettingsReader.Fill(
                new TureenRoomsOptions(), new SettingsSource(texts.GetValueOrDefault, static option => option.ConfigurationKey));
            return ValidateOptionsResult.Success;
        }
        catch (SettingsException exception)
        {
            return ValidateOptionsResult.Fail(exception.Message);
        }
    }

    private static Dictionary<SettingsOption, string?> TextsOf(TureenRoomsOptions options) => new()
    {
        [SettingsOptions.AnnouncedAddress] = options.AnnouncedAddress,
        [SettingsOptions.FurtherAddress] = string.Join(',', options.FurtherAddresses),
        [SettingsOptions.RtcMinPort] = Text(options.RtcMinPort),
        [SettingsOptions.RtcMaxPort] = Text(options.RtcMaxPort),
        [SettingsOptions.Workers] = Text(options.Workers),
        [SettingsOptions.WatchdogSeconds] = Text(options.WatchdogTimeout),
        [SettingsOptions.AllowedOrigin] = string.Join(',', options.AllowedOrigins),
        [SettingsOptions.AllowedHost] = string.Join(',', options.AllowedHosts),
        [SettingsOptions.IceServer] = string.Join(',', options.IceServers),
        [SettingsOptions.TurnSecret] = options.TurnSecret,
        [SettingsOptions.TurnSeconds] = Text(options.TurnLifetime),
        [SettingsOptions.AdminToken] = options.AdminToken,
        [SettingsOptions.BroadcasterToken] = options.BroadcasterToken,
        [SettingsOptions.TokenKey] = options.TokenKey,
        [SettingsOptions.TokenAuthority] = options.TokenAuthority,
        [SettingsOptions.TokenAudience] = options.TokenAudience,
        [SettingsOptions.WebhookUrl] = string.Join(',', options.WebhookUrls),
        [SettingsOptions.WebhookKey] = options.WebhookKey,
        [SettingsOptions.RecordingFolder] = options.RecordingFolder,
        [SettingsOptions.MaxRooms] = Text(options.Limits.MaxRooms),
        [SettingsOptions.MaxRoomsPerAddress] = Text(options.Limits.MaxRoomsPerAddress),
        [SettingsOptions.MaxPeersPerRoom] = Text(options.Limits.MaxPeersPerRoom),
        [SettingsOptions.MaxSockets] = Text(options.Limits.MaxSockets),
        [SettingsOptions.MaxSocketsPerAddress] = Text(options.Limits.MaxSocketsPerAddress),
        [SettingsOptions.MessagesPerSecond] = Text(options.Limits.MessagesPerSecond),
        [SettingsOptions.KilobytesPerSecond] = Text(options.Limits.KilobytesPerSecond),
        [SettingsOptions.JoinsPerSecond] = Text(options.Limits.JoinsPerSecond),
        [SettingsOptions.ApiRequestsPerSecond] = Text(options.Limits.ApiRequestsPerSecond),
        [SettingsOptions.MediaRequestsPerSecond] = Text(options.Limits.MediaRequestsPerSecond),
        [SettingsOptions.JoinSeconds] = Text(options.Limits.JoinDeadline),
        [SettingsOptions.MaxConsumerReplicas] = Text(options.Limits.MaxConsumerReplicas),
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(TimeSpan time) => Text((int)Math.Ceiling(time.TotalSeconds));
}
