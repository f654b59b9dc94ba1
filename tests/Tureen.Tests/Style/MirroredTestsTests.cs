namespace Tureen.Tests.Style;

public sealed class MirroredTestsTests
{
    /// <summary>Folders of tests that are about no single source folder.</summary>
    private static readonly string[] Free = ["Cases", "Fuzz", "Golden", "Robustness", "Simulation", "Style", "Fixtures"];

    [Fact]
    public void Each_test_lies_where_its_subject_lies()
    {
        IEnumerable<string> lost = Repository.Files("tests/Tureen.Tests", "*.cs")
            .Select(path => Path.GetDirectoryName(path)!.Replace('\\', '/')["tests/Tureen.Tests".Length..].Trim('/'))
            .Distinct(StringComparer.Ordinal)
            .Where(folder => !Free.Contains(folder.Split('/')[0], StringComparer.Ordinal))
            .Where(folder => !Candidates(folder).Any(candidate => Directory.Exists(Path.Combine(Repository.Root, candidate))));

        Assert.Empty(lost);
    }

    private static IEnumerable<string> Candidates(string folder)
    {
        // `Engine/Ice` mirrors `src/Tureen.Engine/Ice`; the face has no suffix: `Api/…` or `Tureen/…` mirrors `src/Tureen/…`.
        string[] parts = folder.Split('/', 2);
        string rest = parts.Length > 1 ? "/" + parts[1] : "";
        yield return $"src/Tureen.{parts[0]}{rest}";
        yield return $"apps/Tureen.{parts[0]}{rest}";
        yield return $"tests/Tureen.{parts[0]}{rest}";
        if (parts[0] is "WorkerProcess")
        {
            // A namespace Tureen.Worker would hide the API's type of that name.
            yield return $"apps/Tureen.Worker{rest}";
        }

        if (parts[0] is "Tureen" or "Api" or "")
        {
            yield return $"src/Tureen{rest}";
        }
    }
}
