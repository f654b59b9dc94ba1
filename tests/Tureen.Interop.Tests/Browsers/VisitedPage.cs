using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Browsers;

/// <summary>A page of any server in a browser.</summary>
internal class VisitedPage
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly BrowserDriver _driver;
    private readonly string _id;

    protected VisitedPage(BrowserDriver driver, string id)
    {
        _driver = driver;
        _id = id;
    }

    public static async Task<VisitedPage> OpenAsync(BrowserDriver driver, string browserId, string url) =>
        new(driver, await VisitAsync(driver, browserId, url));

    /// <summary>What a JavaScript expression gives.</summary>
    public Task<JsonNode?> EvaluateAsync(string code) => _driver.SendAsync("evaluate", new JsonObject { ["page"] = _id, ["code"] = code });

    /// <summary>What a JavaScript expression, which may await, gives as a text.</summary>
    public async Task<string> TextAsync(string code) => (await EvaluateAsync($"(async () => String({code}))()"))!.GetValue<string>();

    public async Task WaitForAsync(string condition)
    {
        DateTime deadline = DateTime.UtcNow + Limit;
        while (await TextAsync($"!!({condition})") != "true")
        {
            Assert.True(
                DateTime.UtcNow < deadline,
                $"Waited {Limit} in vain: {condition}\n{await TextAsync("document.body.innerText")}\n{_driver.Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    /// <summary>Saves what it looks like, as a PNG file.</summary>
    public Task SaveAsync(string path, bool isDark) =>
        _driver.SendAsync("screenshot", new JsonObject { ["page"] = _id, ["path"] = path, ["dark"] = isDark });

    /// <summary>Closes it, as a person closes a tab.</summary>
    public Task CloseAsync() => _driver.SendAsync("closePage", new JsonObject { ["page"] = _id });

    /// <param name="driver">What drives the browser.</param>
    /// <param name="browserId">The browser.</param>
    /// <param name="url">The page; null for that of a client.</param>
    /// <param name="client">The client library on that page: <c>npm</c> or <c>client</c>.</param>
    protected static async Task<string> VisitAsync(BrowserDriver driver, string browserId, string? url, string client = "npm") =>
        (await driver.SendAsync("visit", new JsonObject { ["browser"] = browserId, ["url"] = url, ["client"] = client }))!.GetValue<string>();
}
