namespace Tureen.Rooms.Settings;

/// <summary>One setting by its three names.</summary>
/// <param name="Name">On the command line, such as <c>rtc-min-port</c>.</param>
/// <param name="Value">What its value is called in the usage; null for a switch.</param>
/// <param name="Text">What it does.</param>
internal sealed record SettingsOption(string Name, string? Value, string Text)
{
    /// <summary>In the environment, such as <c>TUREEN_RTC_MIN_PORT</c>.</summary>
    public string EnvironmentName => "TUREEN_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>In appsettings.json, such as <c>Rooms:RtcMinPort</c> (case does not matter there).</summary>
    public string ConfigurationKey => "Rooms:" + Name.Replace("-", string.Empty, StringComparison.Ordinal);
}
