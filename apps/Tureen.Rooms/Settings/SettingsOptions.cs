using System.Text;

namespace Tureen.Rooms.Settings;

/// <summary>All settings that there are.</summary>
internal static class SettingsOptions
{
    public static readonly SettingsOption Port = new("port", "number", "TCP port of pages and signaling (4443; 0 for any)");

    public static readonly SettingsOption ListenIp = new(
        "listen-ip", "address", "where to listen, 0.0.0.0 or :: for everywhere (localhost)");

    public static readonly SettingsOption AnnouncedAddress = new(
        "announced-address", "address", "what browsers are told as the address of media, behind NAT or in a container");

    public static readonly SettingsOption RtcMinPort = new("rtc-min-port", "number", "first UDP port of media (10000)");

    public static readonly SettingsOption RtcMaxPort = new("rtc-max-port", "number", "last UDP port of media (59999)");

    public static readonly SettingsOption Workers = new("workers", "number", "media threads (one per core)");

    public static readonly SettingsOption WatchdogSeconds = new(
        "watchdog-seconds", "number", "a media thread that stands still for so long is replaced (5; 0 for never)");

    public static readonly SettingsOption Https = new("https", null, "HTTPS and WSS instead of HTTP and WS");

    public static readonly SettingsOption Cert = new(
        "cert", "file", "PEM certificate for HTTPS (a self-signed one is made)");

    public static readonly SettingsOption Key = new("key", "file", "PEM private key of the certificate");

    public static readonly SettingsOption AllowedOrigin = new(
        "allowed-origin", "origin", "only pages from there may open rooms, such as https://example.org (all)");

    public static readonly IReadOnlyList<SettingsOption> All =
        [Port, ListenIp, AnnouncedAddress, RtcMinPort, RtcMaxPort, Workers, WatchdogSeconds, Https, Cert, Key, AllowedOrigin];

    public static string Usage()
    {
        StringBuilder text = new("Tureen's room server.\n\nOptions:\n");
        foreach (SettingsOption option in All)
        {
            string name = option.Value is null ? $"--{option.Name}" : $"--{option.Name} <{option.Value}>";
            text.Append($"  {name,-32} {option.Text}\n");
        }

        text.Append($"  {"--help",-32} this text\n\n");
        text.Append("Each option can be set in the environment too (TUREEN_PORT, TUREEN_LISTEN_IP, ...)\n");
        text.Append("and in the section \"Rooms\" of appsettings.json (Port, ListenIp, ...).\n");
        return text.ToString();
    }
}
