namespace Tureen.Tests.Style;

public sealed class JsonMembersTests
{
    /// <summary>Set to 1, the test writes what it finds instead of comparing.</summary>
    private const string UpdateVariable = "TUREEN_UPDATE_JSON";

    private const string File = "src/Tureen/JsonMembers.txt";

    [Fact]
    public void The_JSON_members_are_the_ones_that_were_reviewed()
    {
        string actual = JsonMembersText.Of();
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            System.IO.File.WriteAllText(Path.Combine(Repository.Root, File), actual);
            return;
        }

        string expected = Repository.Read(File).ReplaceLineEndings("\n");
        Assert.True(
            string.Equals(expected, actual, StringComparison.Ordinal),
            $"""
            The JSON members differ from {File}. If that is meant, run
                {UpdateVariable}=1 dotnet test --project tests/Tureen.Tests -- --filter-class "*JsonMembersTests"
            and commit the file.
            New:
            {string.Join('\n', actual.Split('\n').Except(expected.Split('\n'), StringComparer.Ordinal))}
            """);
    }
}
