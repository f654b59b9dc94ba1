using Microsoft.Extensions.Configuration;
using Tureen.Server.Settings;

namespace Tureen.Tests.Server.Settings;

public sealed class SettingsFilesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-settings-");

    [Fact]
    public void The_last_folder_counts_and_the_others_fill_in()
    {
        string first = Write("first", """{"Tureen":{"Rooms":{"Port":1,"Workers":1}}}""");
        string second = Write("second", """{"Tureen":{"Rooms":{"Port":2}}}""");

        IConfigurationRoot settings = SettingsFiles.Read(first, second, Path.Combine(_folder.FullName, "missing"));

        Assert.Equal(("2", "1"), (settings["Tureen:Rooms:Port"], settings["Tureen:Rooms:Workers"]));
    }

    [Fact]
    public void A_file_that_is_no_JSON_is_a_clear_error()
    {
        string folder = Write("broken", "{");

        var exception = Assert.Throws<InvalidDataException>(() => SettingsFiles.Read(folder));

        Assert.Contains(folder, exception.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Write(string name, string text)
    {
        string folder = _folder.CreateSubdirectory(name).FullName;
        File.WriteAllText(Path.Combine(folder, SettingsFiles.Name), text);
        return folder;
    }
}
