namespace Tureen.Rooms.Settings;

/// <summary>One setting by its three names.</summary>
/// <param name="Name">On the command line, such as <c>rtc-min-port</c>.</param>
/// <param name="Value">What its value is called in the usage; null for a switch.</param>
/// <param name="Text">What it does.</param>
internal sealed record SettingsOption(string Name, string? Value, string Text)
{
    /// <summary>In the environment, such as <c>TUREEN_RTC_MIN_PORT</c>.</summary>
    public string EnvironmentName => "TUREEN_" + Name.ToUpperInvariant().Replace('-', '_');

    /// <summary>In a section of the configuration, such as <c>RtcMinPort</c>.</summary>
    public string ConfigurationKey { get; } = string.Concat(Name.Split('-').Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));
}
