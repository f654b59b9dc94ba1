using System.Text;
using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>All settings of the room server: those of rooms, and its own.</summary>
internal static class ServerOptions
{
    public static readonly SettingsOption Port = new("port", "number", "TCP port of pages and signaling (4443; 0 for any)");

    public static readonly SettingsOption Https = new("https", null, "HTTPS and WSS instead of HTTP and WS");

    public static readonly SettingsOption Cert = new(
        "cert", "file", "PEM certificate for HTTPS (a self-signed one is made)");

    public static readonly SettingsOption Key = new("key", "file", "PEM private key of the certificate");

    public static readonly IReadOnlyList<SettingsOption> All = [Port, .. SettingsOptions.All, Https, Cert, Key];

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
        text.Append("and in the section \"Tureen:Rooms\" of appsettings.json (Port, ListenIp, ...).\n");
        return text.ToString();
    }
}
