using Microsoft.Extensions.Options;

namespace Tureen.Rooms.Settings;

/// <summary>Reads the options from a section of a host's configuration.</summary>
internal static class ConfigurationOptions
{
    /// <exception cref="OptionsValidationException">A value is wrong.</exception>
    public static void Read(TureenRoomsOptions options, IConfigurationSection section)
    {
        try
        {
            RoomSettingsReader.Fill(
                options, new SettingsSource(option => Find(section.GetSection(option.ConfigurationKey)), option => $"{section.Path}:{option.ConfigurationKey}"));
        }
        catch (SettingsException exception)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(TureenRoomsOptions), [exception.Message]);
        }
    }

    /// <summary>A list is one text with commas, or has an entry for each of its texts.</summary>
    private static string? Find(IConfigurationSection section) =>
        section.Value ?? (section.GetChildren().Any() ? string.Join(',', section.GetChildren().Select(static one => one.Value)) : null);
}
