using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;

namespace Tureen.Interop.Tests.Packages;

/// <summary>The templates, from the package in an empty folder: what they make builds, runs and does what its README says.</summary>
public sealed class TemplateTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_room_carries_a_call_of_two_browsers_and_an_agent()
    {
        using var user = new PackageUser();
        await user.InstallTemplatesAsync();
        await user.NewAsync("tureen-room", "Meet");
        await user.NewAsync("tureen-agent", "Parrot");
        await user.BuildAsync("Meet/Server");
        await user.BuildAsync("Parrot");

        await using RunningSite site = await RunningSite.StartAsync(user.Output("Meet/Server", "Meet.Server.dll"), Path.Combine(user.Folder, "Meet", "Server"));
        await using BrowserDriver driver = await BrowserDriver.StartAsync();
        string browser = await driver.LaunchAsync("chromium");
        VisitedPage ann = await CallPage.JoinAsync(driver, browser, site.Url, "Ann", "lobby");
        VisitedPage bob = await CallPage.JoinAsync(driver, browser, site.Url, "Bob", "lobby");
        await CallPage.WaitForPictureAsync(ann, "Bob");
        await CallPage.WaitForPictureAsync(bob, "Ann");

        // 1. What one mutes and stops is gone for the other, and comes back.
        await bob.EvaluateAsync(CallPage.Click("Mute"));
        await ann.WaitForAsync("document.querySelector('[data-name=Bob] figcaption').textContent.includes('muted')");
        await bob.EvaluateAsync(CallPage.Click("Unmute"));
        await ann.WaitForAsync("!document.querySelector('[data-name=Bob] figcaption').textContent.includes('muted')");
        await bob.EvaluateAsync(CallPage.Click("Stop camera"));
        await ann.WaitForAsync("document.querySelector('[data-name=Bob] .initials')");
        await bob.EvaluateAsync(CallPage.Click("Start camera"));
        await CallPage.WaitForPictureAsync(ann, "Bob");

        // 2. A program joins. Who leaves is gone.
        TaskCompletionSource joined = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (ChildProcess agent = ChildProcess.Start(
            "dotnet",
            [user.Output("Parrot", "Parrot.dll"), $"{site.Url}/rooms", "lobby"],
            networkNamespace: null,
            line => _ = line.Contains("joined", StringComparison.Ordinal) && joined.TrySetResult()))
        {
            await joined.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
            await ann.WaitForAsync("document.querySelector('[data-name=Parrot]')");
        }

        await bob.EvaluateAsync(CallPage.Click("Leave"));
        await bob.WaitForAsync("document.querySelector('form.join')");
        await ann.WaitForAsync("!document.querySelector('[data-name=Bob]')");
    }

    [Fact]
    public async Task An_sfu_answers_over_http()
    {
        using var user = new PackageUser();
        await user.InstallTemplatesAsync();
        await user.NewAsync("tureen-sfu", "Stage");
        await user.BuildAsync("Stage");

        await using RunningSite site = await RunningSite.StartAsync(user.Output("Stage", "Stage.dll"), Path.Combine(user.Folder, "Stage"));
        using var client = new HttpClient { BaseAddress = new Uri(site.Url) };
        CancellationToken end = TestContext.Current.CancellationToken;
        Assert.Equal("Healthy", await client.GetStringAsync("/health", end));
        JsonNode capabilities = (await client.GetFromJsonAsync<JsonNode>("/stage/capabilities", end))!;
        Assert.Contains("audio/opus", capabilities["codecs"]!.AsArray().Select(static codec => (string?)codec!["mimeType"]));

        using HttpResponseMessage opened = await client.PostAsync("/stage/transports", content: null, end);
        JsonNode transport = (await opened.Content.ReadFromJsonAsync<JsonNode>(end))!;
        Assert.Equal("127.0.0.1", (string?)transport["iceCandidates"]![0]!["address"]);
        using HttpResponseMessage closed = await client.DeleteAsync($"/stage/transports/{transport["id"]}", end);
        Assert.True(closed.IsSuccessStatusCode);
        using HttpResponseMessage again = await client.DeleteAsync($"/stage/transports/{transport["id"]}", end);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, again.StatusCode);
        Assert.Contains("there is no transport", await again.Content.ReadAsStringAsync(end), StringComparison.Ordinal);
    }
}
