namespace Tureen.Tests.Style;

/// <summary>A rule of an analyzer that is silenced has its reason beside it.</summary>
public sealed class SilencedRulesTests
{
    [Fact]
    public void Each_group_of_rules_in_editorconfig_begins_with_its_reason()
    {
        List<string> wrong = [];
        bool hasReason = false;
        int silenced = 0;
        foreach (string line in Repository.ReadLines(".editorconfig"))
        {
            // A section keeps the reason above it; an empty line ends a group.
            hasReason = line.StartsWith('#') || (hasReason && line.Length > 0);
            if (line.StartsWith("dotnet_diagnostic.", StringComparison.Ordinal) && line.EndsWith("severity = none", StringComparison.Ordinal))
            {
                silenced++;
                wrong.AddRange(hasReason ? [] : [line]);
            }
        }

        Assert.Empty(wrong);
        Assert.True(silenced > 50, $"{silenced} rules");
    }

    [Fact]
    public void Each_NoWarn_of_a_project_has_its_reason_in_the_line_above() =>
        Assert.Empty(new[] { "*.csproj", "*.props", "*.targets" }.SelectMany(static pattern => Repository.Files(".", pattern)).SelectMany(LinesWithoutReason));

    private static IEnumerable<string> LinesWithoutReason(string path)
    {
        string[] lines = Repository.ReadLines(path);
        return lines.Index()
            .Where(line => line.Item.Contains("<NoWarn>", StringComparison.Ordinal) && !(line.Index > 0 && lines[line.Index - 1].TrimEnd().EndsWith("-->", StringComparison.Ordinal)))
            .Select(line => $"{path}: {line.Item.Trim()}");
    }
}
