namespace Tureen.Server.Settings;

/// <summary>The files that settings are read from: of several, the last counts.</summary>
internal static class SettingsFiles
{
    public const string Name = "appsettings.json";

    /// <summary>Where an operator keeps the settings of a service.</summary>
    public const string SystemFolder = "/etc/tureen";

    /// <summary>Reads what there is: beside the program, of the system, of the working directory.</summary>
    /// <param name="folders">Folders, the last of which counts most.</param>
    /// <exception cref="InvalidDataException">A file is no JSON.</exception>
    public static IConfigurationRoot Read(params IEnumerable<string> folders)
    {
        var builder = new ConfigurationBuilder();
        foreach (string folder in folders.Distinct(StringComparer.Ordinal))
        {
            builder.AddJsonFile(Path.Combine(folder, Name), optional: true);
        }

        return builder.Build();
    }
}
