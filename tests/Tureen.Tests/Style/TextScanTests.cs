using System.Text.RegularExpressions;

namespace Tureen.Tests.Style;

public sealed partial class TextScanTests
{
    private static readonly string[] Patterns =
        ["*.cs", "*.csproj", "*.props", "*.targets", "*.slnx", "*.md", "*.json", "*.js", "*.mjs", "*.ts", "*.html", "*.css", "*.yml", "*.yaml", "*.sh", "*.service", ".npmrc"];

    private static readonly string[] Scripts = ["run", "test", "pack", "fuzz", ".ci/run"];

    [Fact]
    public void No_file_names_a_package_registry() => Assert.Empty(Matches(RegistryHost()));

    [Fact]
    public void No_file_names_a_folder_of_one_machine() => Assert.Empty(Matches(MachinePath()));

    [Fact]
    public void No_lock_file_says_where_its_packages_came_from() =>
        Assert.DoesNotContain(
            Repository.Files(".", "package-lock.json"),
            path => Repository.Read(path).Contains("\"resolved\"", StringComparison.Ordinal));

    private static IEnumerable<string> Matches(Regex regex) =>
        Patterns.SelectMany(pattern => Repository.Files(".", pattern))
            .Concat(Scripts.Where(script => File.Exists(Path.Combine(Repository.Root, script))))
            .Where(path => !path.EndsWith(nameof(TextScanTests) + ".cs", StringComparison.Ordinal))
            .SelectMany(path => regex.Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}"));

    [GeneratedRegex(@"registry\.\w+|api\.nuget|nuget\.org|npmjs\.(org|com)|pypi\.org|crates\.io|deb\.debian|security\.debian", RegexOptions.ExplicitCapture)]
    private static partial Regex RegistryHost();

    [GeneratedRegex(@"(^|[\s""'(=:])/(work|home|root|Users|mnt)/\w", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex MachinePath();
}
