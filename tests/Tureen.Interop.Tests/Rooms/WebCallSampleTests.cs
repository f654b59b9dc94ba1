using System.Text.RegularExpressions;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>The sample with ASP.NET Core and npm mediasoup-client, as its readers start it.</summary>
public sealed partial class WebCallSampleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task Two_people_see_each_other_until_one_leaves()
    {
        string sample = Path.Combine(RepositoryRoot.Path, "samples", "Tureen.Samples.WebCall");
        string pages = Directory.CreateTempSubdirectory("tureen-web-call").FullName;
        try
        {
            await BundleAsync(sample, pages);
            TaskCompletionSource<string> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using ChildProcess server = ChildProcess.Start(
                "dotnet",
                [Path.Combine(sample, "bin", RepositoryRoot.Configuration, "net10.0", "Tureen.Samples.WebCall.dll"), "--urls", "http://127.0.0.1:0", "--webroot", pages],
                networkNamespace: null,
                line => _ = ReadyLine().Match(line) is { Success: true } match && ready.TrySetResult(match.Groups["url"].Value));
            string url = await ready.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
            await using BrowserDriver driver = await BrowserDriver.StartAsync();
            await CallAsync(driver, url);
            server.Terminate();
            Assert.Equal(0, await server.WaitAsync(Limit));
        }
        finally
        {
            Directory.Delete(pages, recursive: true);
        }
    }

    private static async Task CallAsync(BrowserDriver driver, string url)
    {
        string browser = await driver.LaunchAsync("chromium");
        VisitedPage[] people =
        [
            await VisitedPage.OpenAsync(driver, browser, url),
            await VisitedPage.OpenAsync(driver, browser, url),
            await VisitedPage.OpenAsync(driver, browser, url),
        ];
        foreach (VisitedPage person in people)
        {
            await person.EvaluateAsync("document.getElementById('call').click()");
        }

        // 1. All three call at once: each sees and hears both others.
        foreach (VisitedPage person in people)
        {
            await person.WaitForAsync("document.getElementById('state').textContent === 'In the call'");
            await person.WaitForAsync(
                "document.querySelectorAll('#others audio').length === 2 && document.querySelectorAll('#others video').length === 2"
                + " && [...document.querySelectorAll('#others video')].every((video) => video.videoWidth > 0 && video.currentTime > 0.5)");
        }

        // 2. Who closes the page is gone for the others.
        await people[0].CloseAsync();
        foreach (VisitedPage person in people[1..])
        {
            await person.WaitForAsync("document.querySelectorAll('#others > *').length === 2");
        }
    }

    /// <summary>What <c>npm run build</c> does, with the packages of these tests.</summary>
    private static async Task BundleAsync(string sample, string pages)
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(sample, "wwwroot"), "*.html"))
        {
            File.Copy(file, Path.Combine(pages, Path.GetFileName(file)));
        }

        string packages = Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "node_modules");
        using ChildProcess bundler = ChildProcess.Start(
            Path.Combine(packages, ".bin", "esbuild"),
            [
                Path.Combine(sample, "client", "call.js"), "--bundle", "--format=esm", "--target=es2022", "--define:global=globalThis", "--log-level=error",
                $"--outfile={Path.Combine(pages, "call.js")}",
            ],
            networkNamespace: null,
            environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["NODE_PATH"] = packages });
        int code = await bundler.WaitAsync(Limit);
        Assert.True(code == 0, bundler.Log);
    }

    [GeneratedRegex("listening on: (?<url>http://[^ ]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex ReadyLine();
}
