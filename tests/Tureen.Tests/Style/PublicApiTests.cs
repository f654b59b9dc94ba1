using System.Reflection;

namespace Tureen.Tests.Style;

public sealed class PublicApiTests
{
    /// <summary>Set to 1, the test writes what it finds instead of comparing.</summary>
    private const string UpdateVariable = "TUREEN_UPDATE_API";

    [Theory]
    [InlineData("Tureen.Ortc")]
    [InlineData("Tureen.Engine")]
    [InlineData("Tureen")]
    [InlineData("Tureen.Client")]
    [InlineData("Tureen.V2")]
    [InlineData("Tureen.Rooms")]
    [InlineData("Tureen.Rooms.Cluster")]
    [InlineData("Tureen.Client.Browser")]
    [InlineData("Tureen.Client.Native")]
    [InlineData("Tureen.Client.Blazor")]
    [InlineData("Tureen.Audio")]
    [InlineData("Tureen.Recording")]
    [InlineData("Tureen.OpenTelemetry")]
    public void The_public_surface_is_the_one_that_was_reviewed(string project)
    {
        string path = Path.Combine(Repository.Root, "src", project, "PublicApi.txt");
        string actual = PublicApiText.Of(Assembly.Load(project));
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(path, actual);
            return;
        }

        string expected = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        string[] before = expected.Split('\n');
        string[] after = actual.Split('\n');
        Assert.True(
            string.Equals(expected, actual, StringComparison.Ordinal),
            $"""
            The public API of {project} differs from src/{project}/PublicApi.txt. If that is meant, run
                {UpdateVariable}=1 dotnet test --project tests/Tureen.Tests -- --filter-class "*PublicApiTests"
            and commit the file.
            New:
            {string.Join('\n', after.Except(before, StringComparer.Ordinal).Take(40))}
            Gone:
            {string.Join('\n', before.Except(after, StringComparer.Ordinal).Take(40))}
            """);
    }
}
