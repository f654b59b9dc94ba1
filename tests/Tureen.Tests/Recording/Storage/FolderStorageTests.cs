using Tureen.Recording;
using Tureen.Recording.Matroska;

namespace Tureen.Tests.Recording.Storage;

public sealed class FolderStorageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tureen-storage-");

    [Theory]
    [InlineData("../out.webm")]
    [InlineData("/etc/out.webm")]
    [InlineData("a/../../out.webm")]
    public void No_name_leads_out_of_the_folder(string path) =>
        Assert.Throws<ArgumentException>(() => new FolderStorage(_folder.FullName).Create(path));

    [Fact]
    public void A_file_that_is_there_is_not_overwritten()
    {
        var storage = new FolderStorage(_folder.FullName);
        storage.Create("room/one.webm").Dispose();

        Assert.Throws<IOException>(() => storage.Create("room/one.webm"));
    }

    [Fact]
    public void Unfinished_files_are_repaired_once_and_others_left_alone()
    {
        var storage = new FolderStorage(_folder.FullName);
        using (Stream stream = storage.Create("room/one.webm"))
        {
            var writer = new MatroskaWriter(
                stream, [new MatroskaTrack(MatroskaTrack.Opus, IsVideo: false) { Channels = 2 }], DateTimeOffset.UnixEpoch, "one");
            writer.Write(1, 0, isKeyFrame: true, [1]);
            writer.Flush();
        }

        File.WriteAllText(storage.PathOf("room/two.webm"), "no recording");

        Assert.Equal(["room/one.webm"], storage.Repair());
        Assert.Empty(storage.Repair());
        Assert.Equal("no recording", File.ReadAllText(storage.PathOf("room/two.webm")));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
