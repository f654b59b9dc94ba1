using System.Text.RegularExpressions;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The npm package <c>tureen-client</c>, as <c>./pack</c> made it: the program of its README compiles, and a bundler makes a page of it.</summary>
public sealed partial class NpmClientTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static string Source { get; } = Path.Combine(RepositoryRoot.Path, "npm", "tureen-client");

    [Fact]
    public async Task The_program_of_the_README_compiles_and_makes_a_page()
    {
        string root = Directory.CreateTempSubdirectory("tureen-client").FullName;
        try
        {
            // 1. The package, and beside it what it depends on.
            string application = Directory.CreateDirectory(Path.Combine(root, "application", "node_modules")).Parent!.FullName;
            string package = Directory.EnumerateFiles(PackageFeed.Folder, "tureen-client-*.tgz").Single();
            await RunAsync("tar", ["-xzf", package, "-C", Path.Combine(application, "node_modules")]);
            Directory.Move(Path.Combine(application, "node_modules", "package"), Path.Combine(application, "node_modules", "tureen-client"));
            Directory.CreateSymbolicLink(Path.Combine(root, "node_modules"), Path.Combine(Source, "node_modules"));

            // 2. The program.
            string readme = await File.ReadAllTextAsync(Path.Combine(Source, "README.md"), TestContext.Current.CancellationToken);
            string program = Path.Combine(application, "page.ts");
            await File.WriteAllTextAsync(program, Program().Match(readme).Groups["code"].Value, TestContext.Current.CancellationToken);
            await RunAsync(
                Path.Combine(Source, "node_modules", ".bin", "tsc"),
                ["--noEmit", "--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", program]);

            // 3. The page.
            string page = Path.Combine(application, "page.js");
            await RunAsync(
                Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "node_modules", ".bin", "esbuild"),
                [program, "--bundle", "--format=esm", "--minify", $"--outfile={page}"]);
            Assert.InRange(new FileInfo(page).Length, 50_000, 600_000);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private static async Task RunAsync(string program, string[] arguments)
    {
        using ChildProcess process = ChildProcess.Start(program, arguments, networkNamespace: null);
        int code = await process.WaitAsync(Limit);
        Assert.True(code == 0, $"{program} {string.Join(' ', arguments)} ended with {code}.\n{process.Log}");
    }

    [GeneratedRegex("```ts\n(?<code>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Program();
}
