using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Packages;

/// <summary>A Blazor Web App, whose server renders the page ahead.</summary>
public sealed class BlazorWebAppTests
{
    [Fact]
    public async Task A_room_is_rendered_on_the_server_and_comes_alive_in_the_browser()
    {
        using var user = new PackageUser();
        WriteClient(user);
        WriteServer(user);
        await user.BuildAsync("Web");

        await using RunningSite site = await RunningSite.StartAsync(user.Output("Web", "Web.dll"), Path.Combine(user.Folder, "Web"));
        using var http = new HttpClient();
        Assert.Contains("Your name", await http.GetStringAsync(new Uri(site.Url), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        await CallPage.JoinAsync(driver, await driver.LaunchAsync("chromium"), site.Url, "Ann", room: null);
    }

    private static void WriteClient(PackageUser user)
    {
        user.Write("Client/Client.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.BlazorWebAssembly">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <NoDefaultLaunchSettingsFile>true</NoDefaultLaunchSettingsFile>
                <StaticWebAssetProjectMode>Default</StaticWebAssetProjectMode>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly" Version="$(BundledNETCoreAppPackageVersion)" />
                <PackageReference Include="Tureen.Client.Blazor" Version="{PackageFeed.Version}" />
              </ItemGroup>
            </Project>
            """);
        user.Write("Client/Program.cs", "await Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder.CreateDefault(args).Build().RunAsync();");
        user.Write("Client/Call.razor", """
            @using Tureen.Client.Blazor
            <TureenRoom Server="/rooms" Room="lobby" />
            """);
    }

    private static void WriteServer(PackageUser user)
    {
        user.Write("Web/Web.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Client/Client.csproj" />
                <PackageReference Include="Microsoft.AspNetCore.Components.WebAssembly.Server" Version="$(BundledNETCoreAppPackageVersion)" />
                <PackageReference Include="Tureen.Rooms" Version="{PackageFeed.Version}" />
              </ItemGroup>
            </Project>
            """);
        user.Write("Web/Program.cs", """
            using Tureen.Rooms;

            WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
            builder.Services.AddRazorComponents().AddInteractiveWebAssemblyComponents();
            builder.Services.AddTureenRooms(builder.Configuration);
            WebApplication app = builder.Build();
            app.UseAntiforgery();
            app.MapTureenRooms("/rooms");
            app.MapStaticAssets();
            app.MapRazorComponents<Web.App>().AddInteractiveWebAssemblyRenderMode().AddAdditionalAssemblies(typeof(Client.Call).Assembly);
            app.Run();
            """);
        user.Write("Web/App.razor", """
            @using Microsoft.AspNetCore.Components.Web
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8" /><base href="/" /><link rel="stylesheet" href="Web.styles.css" /></head>
            <body><Home /><script src="_framework/blazor.web.js"></script></body>
            </html>
            """);
        user.Write("Web/Home.razor", """
            @page "/"
            @using Microsoft.AspNetCore.Components.Web
            <Client.Call @rendermode="RenderMode.InteractiveWebAssembly" />
            """);
    }
}
