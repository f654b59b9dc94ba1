using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Rooms;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The packages, from an empty folder: what their READMEs show builds and runs.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("Tureen", "Listening on 127.0.0.1:")]
    [InlineData("Tureen.Ortc", "True")]
    [InlineData("Tureen.Client", "can send audio: True")]
    [InlineData("Tureen.Client.Native", "audio/opus")]
    [InlineData("Tureen.Audio", "score 4.3")]
    [InlineData("Tureen.Recording", "0 files repaired")]
    [InlineData("Tureen.V2", "closed: False")]
    [InlineData("Tureen.Rooms", "/rooms", "Microsoft.NET.Sdk.Web")]
    public async Task The_program_of_the_README_runs(string id, string output, string sdk = "Microsoft.NET.Sdk")
    {
        using var user = new PackageUser();
        user.WriteProject("App.csproj", sdk, id);
        user.Write("Program.cs", PackageUser.ReadmeCode(id, "csharp"));

        Assert.Contains(output, await user.DotnetAsync("run", "--project", user.Folder, "--", "--urls", "http://127.0.0.1:0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_program_of_the_README_runs_that_measures_by_OpenTelemetry()
    {
        const string Id = "Tureen.OpenTelemetry";
        using var user = new PackageUser();
        user.WriteProject("App.csproj", "Microsoft.NET.Sdk", Id, items: $"""
            <PackageReference Include="Tureen" Version="{PackageFeed.Version}" />
            <PackageReference Include="OpenTelemetry" Version="{PackageUser.VersionOf("OpenTelemetry")}" />
            """);
        user.Write("Program.cs", PackageUser.ReadmeCode(Id, "csharp"));

        Assert.Contains("measured: True", await user.DotnetAsync("run", "--project", user.Folder), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_the_browser_package_runs_in_Chromium()
    {
        const string Id = "Tureen.Client.Browser";
        using var user = new PackageUser();
        user.WriteProject("Page/Page.csproj", "Microsoft.NET.Sdk", Id, "<IsBrowserPage>true</IsBrowserPage>", """<BrowserModule Include="page.js" Import="page" />""");
        user.Write("Page/Program.cs", PackageUser.ReadmeCode(Id, "csharp"));
        user.Write("Page/page.js", "export function unused() { }");
        user.Write("Page/wwwroot/index.html", """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><pre id="output"></pre><script type="module">
              const write = console.log;
              console.log = (...text) => { write(...text); document.getElementById('output').textContent += text.join(' ') + '\n'; };
              const { start } = await import('./app/boot.js');
              const { ended } = await start();
              await ended;
            </script></body></html>
            """);
        user.WriteProject(
            "Host/Host.csproj",
            "Microsoft.NET.Sdk.Web",
            Id,
            "<BrowserPageAsStaticAssets>true</BrowserPageAsStaticAssets>",
            """<ProjectReference Include="../Page/Page.csproj" BrowserPage="true" ReferenceOutputAssembly="false" />""");
        user.Write("Host/Program.cs", """
            WebApplication app = WebApplication.CreateBuilder(args).Build();
            app.MapStaticAssets();
            app.MapFallbackToFile("index.html");
            app.Run();
            """);
        await user.DotnetAsync("build", Path.Combine(user.Folder, "Host"), "--nologo", "-v", "quiet");

        await using RunningSite site = await RunningSite.StartAsync(user.Output("Host", "Host.dll"), Path.Combine(user.Folder, "Host"));
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        VisitedPage page = await VisitedPage.OpenAsync(driver, await driver.LaunchAsync("chromium"), site.Url);
        await page.WaitForAsync("document.getElementById('output').textContent.includes('Chrome111')");
    }

    [Fact]
    public async Task The_room_server_is_a_tool()
    {
        using var user = new PackageUser();
        string tools = Path.Combine(user.Folder, "tools");
        await user.DotnetAsync(
            "tool", "install", "Tureen.Server", "--version", PackageFeed.Version, "--tool-path", tools, "--configfile", Path.Combine(user.Folder, "nuget.config"));

        await using RoomServerProcess server = await RoomServerProcess.StartInstalledAsync(Path.Combine(tools, "tureen"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://{server.Address}") };
        Assert.StartsWith("ok", await client.GetStringAsync("/health", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("<title>", await client.GetStringAsync("/", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
