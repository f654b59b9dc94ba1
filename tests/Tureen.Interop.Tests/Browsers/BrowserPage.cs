using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Browsers;

/// <summary>One page with one peer of a room; its methods are those of <c>window.tureen</c> in <c>web/src/page.js</c>.</summary>
internal sealed class BrowserPage(BrowserDriver driver, string id)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<JsonNode?> CallAsync(string name, params JsonNode?[] arguments) => await driver.SendAsync("call", new JsonObject
    {
        ["page"] = id,
        ["name"] = name,
        ["args"] = new JsonArray(arguments),
    });

    public async Task<T> CallAsync<T>(string name, params JsonNode?[] arguments) =>
        (await CallAsync(name, arguments)).Deserialize<T>(Json)
        ?? throw new BrowserException($"{name} answered nothing.");

    public Task<JsonNode?> JoinAsync(string url, JsonObject? options = null)
    {
        JsonObject all = options ?? [];
        all["url"] = url;
        return CallAsync("join", all);
    }

    public Task<PageReport> ReportAsync() => CallAsync<PageReport>("report");

    /// <summary>Takes reports until one satisfies the condition.</summary>
    public async Task<PageReport> WaitForAsync(string what, Func<PageReport, bool> condition, TimeSpan limit)
    {
        using CancellationTokenSource deadline = new(limit);
        PageReport report = await ReportAsync();
        while (!condition(report))
        {
            if (deadline.IsCancellationRequested)
            {
                Assert.Fail($"Waited {limit} in vain: {what}.\nLast report of {id}: {JsonSerializer.Serialize(report, Json)}\n{driver.Log}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            report = await ReportAsync();
        }

        return report;
    }

    /// <summary>Whether a notification of this kind has come.</summary>
    public async Task<bool> HasNotificationAsync(string method, string field, string value)
    {
        JsonArray all = (await CallAsync("notifications"))!.AsArray();
        return all.Any(one =>
            one!["method"]!.GetValue<string>() == method && one["data"]?[field]?.GetValue<string>() == value);
    }

    public Task LeaveAsync() => CallAsync("leave");
}
