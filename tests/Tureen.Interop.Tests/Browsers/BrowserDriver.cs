using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Browsers;

/// <summary>Starts browsers and speaks to their pages, through the Node program <c>web/driver.mjs</c>, in lines of JSON.</summary>
internal sealed class BrowserDriver : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonNode?>> _pending = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _writing = new();
    private ChildProcess _process = null!;
    private int _lastId;

    private BrowserDriver()
    {
    }

    public string Log => _process.Log;

    public static async Task<BrowserDriver> StartAsync(string? networkNamespace = null)
    {
        BrowserDriver driver = new();
        string program = Path.Combine(RepositoryRoot.Path, "tests", "Tureen.Interop.Tests", "web", "driver.mjs");
        // The page in C#, as its build left it.
        string bundle = Path.Combine(
            RepositoryRoot.Path, "tests", "Tureen.Interop.Page", "bin", RepositoryRoot.Configuration, "net10.0", "bundle");
        driver._process = ChildProcess.Start("node", [program, bundle], networkNamespace, driver.OnLine, keepsOutput: false);
        try
        {
            await driver._ready.Task.WaitAsync(StartLimit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"The driver of the browsers did not start (did npm ci run in web/?).\n{driver.Log}", exception);
        }

        return driver;
    }

    /// <summary>Starts a headless browser, <c>chromium</c> or <c>firefox</c>, and gives its id.</summary>
    /// <param name="browser">The browser: <c>chromium</c> or <c>firefox</c>.</param>
    /// <param name="secureOrigin">An origin that is to count as secure although it has no certificate; null for none.</param>
    public async Task<string> LaunchAsync(string browser, string? secureOrigin = null) =>
        (await SendAsync("launch", new JsonObject { ["browser"] = browser, ["secureOrigin"] = secureOrigin }))!.GetValue<string>();

    /// <param name="browserId">What <see cref="LaunchAsync"/> gave.</param>
    /// <param name="client">The client library on the page: <c>npm</c> or <c>csharp</c>.</param>
    public async Task<BrowserPage> OpenAsync(string browserId, string client = "npm")
    {
        JsonNode? page = await SendAsync("open", new JsonObject { ["browser"] = browserId, ["client"] = client });
        return new BrowserPage(this, page!.GetValue<string>());
    }

    public async Task<JsonNode?> SendAsync(string method, JsonObject parameters)
    {
        int id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<JsonNode?> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        string line = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters }.ToJsonString();
        lock (_writing)
        {
            _process.Input.WriteLine(line);
            _process.Input.Flush();
        }

        try
        {
            return await answer.Task.WaitAsync(CallLimit);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"No answer to {line}\n{Log}", exception);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Input.Close();
        await _process.WaitAsync(StopLimit);
        _process.Dispose();
    }

    private void OnLine(string line)
    {
        JsonNode message;
        try
        {
            message = JsonNode.Parse(line)!;
        }
        catch (JsonException)
        {
            return;
        }

        if (message["ready"] is not null)
        {
            _ready.TrySetResult();
        }
        else if (message["id"] is { } id && _pending.TryGetValue(id.GetValue<int>(), out TaskCompletionSource<JsonNode?>? answer))
        {
            if (message["error"] is { } error)
            {
                answer.TrySetException(new BrowserException(error.GetValue<string>()));
            }
            else
            {
                answer.TrySetResult(message["result"]?.DeepClone());
            }
        }
    }
}
