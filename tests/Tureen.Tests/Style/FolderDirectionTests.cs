using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

public sealed partial class FolderDirectionTests
{
    private const string Engine = "src/Tureen.Engine/";

    [Fact]
    public void Each_folder_of_the_engine_has_its_place_in_the_order()
    {
        IEnumerable<string> unknown = Repository.Files("src/Tureen.Engine", "*.cs")
            .Select(FolderOf)
            .Distinct(StringComparer.Ordinal)
            .Where(folder => EngineFolders.LevelOf(folder) is null);

        Assert.Empty(unknown);
    }

    [Fact]
    public void A_folder_of_the_engine_uses_only_what_is_below_it()
    {
        var wrong = new List<string>();
        foreach (string path in Repository.Files("src/Tureen.Engine", "*.cs"))
        {
            string folder = FolderOf(path);
            foreach (string used in UsedFolders(path).Where(used => !MayUse(folder, used)))
            {
                wrong.Add($"{path}: {folder} may not use {used}");
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(RoomFolders.Rooms)]
    [InlineData(RoomFolders.Server)]
    [InlineData(RoomFolders.Page)]
    public void A_folder_of_rooms_the_room_server_and_its_page_uses_only_what_is_below_it(string project)
    {
        FolderGraph graph = new([.. SourceTrees.Product.Where(file => string.Equals(SourceTrees.ProjectOf(file.Path), project, StringComparison.Ordinal))]);

        Assert.NotEmpty(graph.Folders);
        Assert.DoesNotContain(graph.Folders, folder => RoomFolders.LevelOf(project, folder) is null);
        Assert.Empty(graph.Folders.SelectMany(folder => graph.UsedBy(folder)
            .Where(used => !(RoomFolders.LevelOf(project, used) < RoomFolders.LevelOf(project, folder)))
            .Select(used => $"{project}: {folder} may not use {used}")));
    }

    private static bool MayUse(string folder, string used) =>
        string.Equals(folder, used, StringComparison.Ordinal)
        || EngineFolders.LevelOf(used) < EngineFolders.LevelOf(folder);

    private static string FolderOf(string path) => path[Engine.Length..].Split('/')[0];

    private static IEnumerable<string> UsedFolders(string path) =>
        UsingLine().Matches(Repository.Read(path)).Select(match => match.Groups["folder"].Value);

    [GeneratedRegex(@"^(?:global )?using (?:static )?(?:\w+ = )?Tureen\.Engine\.(?<folder>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex UsingLine();
}
