namespace Tureen.Tests.Style;

/// <summary>Workflows and forms for a public host are well formed, and call the scripts that people call.</summary>
public sealed class GitHubFilesTests
{
    private static readonly string[] Scripts = ["./test", "./pack", "./fuzz", ".ci/run", "docs/build"];

    public static TheoryData<string> Workflows() => [.. Repository.Files(".github/workflows", "*.yml")];

    public static TheoryData<string> Forms() => [.. Repository.Files(".github/ISSUE_TEMPLATE", "*.yml").Where(static path => !path.EndsWith("config.yml", StringComparison.Ordinal))];

    [Fact]
    public void There_are_workflows_for_tests_packages_the_night_and_documents() => Assert.Equal(
        ["docs", "nightly", "pack", "test"],
        Workflows().Select(static row => Path.GetFileNameWithoutExtension(row.Data)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Workflows))]
    public void A_workflow_has_few_rights_a_limit_and_calls_a_script(string path)
    {
        YamlFile workflow = new(path);
        Assert.Equal("read", workflow.Text("permissions/contents"));
        bool callsScript = false;
        foreach (string job in workflow.Names("jobs"))
        {
            Assert.NotNull(workflow.Text($"jobs/{job}/timeout-minutes"));
            for (int step = 0; step < workflow.Count($"jobs/{job}/steps"); step++)
            {
                string run = workflow.Text($"jobs/{job}/steps/{step}/run") ?? string.Empty;
                string? script = Scripts.FirstOrDefault(script => run.Contains(script, StringComparison.Ordinal));
                callsScript |= script is not null;
                Assert.True(script is null || File.Exists(Path.Combine(Repository.Root, script)), $"{path}: {script}");
            }
        }

        Assert.True(callsScript, $"{path} calls no script.");
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_form_has_a_name_and_fields_with_labels(string path)
    {
        YamlFile form = new(path);
        Assert.NotNull(form.Text("name"));
        Assert.NotNull(form.Text("description"));
        Assert.InRange(form.Count("body"), 1, 20);
        for (int field = 0; field < form.Count("body"); field++)
        {
            string? type = form.Text($"body/{field}/type");
            Assert.Contains(type, (string?[])["markdown", "textarea", "input", "dropdown", "checkboxes"]);
            Assert.NotNull(form.Text($"body/{field}/attributes/{(type == "markdown" ? "value" : "label")}"));
            Assert.True(type == "markdown" || form.Text($"body/{field}/id") is not null, $"{path}: field {field} has no id");
        }
    }
}
