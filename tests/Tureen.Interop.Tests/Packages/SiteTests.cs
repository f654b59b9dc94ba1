using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Native;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The documentation site, as <c>docs/build</c> made it.</summary>
public sealed class SiteTests
{
    private static readonly string[] Pages =
        ["index.html", "docs/CONCEPTS.html", "docs/start/operator.html", "docs/COMPARISON.html", "docs/TROUBLESHOOTING.html", "api/Tureen.Router.html"];

    private static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "artifacts", "site");

    [Fact]
    public async Task Pages_are_accessible_and_fit_a_phone()
    {
        string axe = await File.ReadAllTextAsync(
            Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "node_modules", "axe-core", "axe.min.js"), TestContext.Current.CancellationToken);
        using var server = new SiteServer(Folder);
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        string browser = await driver.LaunchAsync("chromium");
        List<string> problems = [];

        // The lists of an API page are the generator's own.
        foreach (string path in (LongFloor.IsOn ? All() : Pages).Where(static path => !path.StartsWith("api/", StringComparison.Ordinal)))
        {
            VisitedPage page = await VisitedPage.OpenAsync(driver, browser, server.Address + path);
            await page.WaitForAsync("document.querySelector('article h1') && document.querySelector('nav a')");

            // 1. The content is no wider than a phone.
            await page.EvaluateAsync("document.documentElement.style.width = '360px'; 0");
            string width = await page.TextAsync("Math.max(...[...document.querySelectorAll('article > :not(table):not(pre):not(.table-responsive)')].map((one) => one.getBoundingClientRect().width))");
            if (double.Parse(width, System.Globalization.CultureInfo.InvariantCulture) > 360)
            {
                problems.Add($"{path}: {width} wide");
            }

            // 2. No fault that axe finds.
            await page.EvaluateAsync("document.documentElement.style.width = ''; 0");
            await page.EvaluateAsync(axe + "; 0");
            string found = await page.TextAsync(
                "(await axe.run({ runOnly: ['wcag2a', 'wcag2aa'] })).violations.map((one) => `${one.id}: ${one.nodes[0].html}`).join('\\n')");
            problems.AddRange(found.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => $"{path}: {one}"));
            await page.CloseAsync();
        }

        Assert.Empty(problems);
    }

    [Fact]
    public void It_has_the_documents_the_API_and_the_list_for_language_models()
    {
        Assert.All(Pages, static path => Assert.True(File.Exists(Path.Combine(Folder, path)), path));
        Assert.StartsWith("# Tureen", File.ReadAllText(Path.Combine(Folder, "llms.txt")), StringComparison.Ordinal);
        Assert.True(Directory.EnumerateFiles(Path.Combine(Folder, "api"), "*.html").Count() > 200);
    }

    private static IEnumerable<string> All() =>
        Directory.EnumerateFiles(Folder, "*.html", SearchOption.AllDirectories).Select(static path => Path.GetRelativePath(Folder, path)).Where(static path => !path.EndsWith("toc.html", StringComparison.Ordinal));
}
