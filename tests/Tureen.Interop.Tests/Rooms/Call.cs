using System.Text.Json.Nodes;
using Tureen.Interop.Tests.Browsers;
using Tureen.Interop.Tests.Client;
using Tureen.Interop.Tests.Whip;
using Tureen.Rooms;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>A room server, browsers, and pages that have joined one room. Everything ends with it.</summary>
internal sealed class Call : IAsyncDisposable
{
    public const string RoomId = "interop";

    /// <summary>A key for tokens, where a test needs some.</summary>
    public const string TokenKey = "a key of 32 bytes, or even more..";

    private readonly NetworkNamespace? _network;
    private readonly BrowserDriver _driver;
    private readonly Dictionary<string, string> _browsers = new(StringComparer.Ordinal);

    private Call(NetworkNamespace? network, RoomServerProcess server, BrowserDriver driver)
    {
        _network = network;
        Server = server;
        _driver = driver;
    }

    public RoomServerProcess Server { get; private set; }

    /// <summary>The network that server and browsers are in; null for the machine's own.</summary>
    public string? NetworkName => _network?.Name;

    /// <summary>The address of the server in its own network.</summary>
    public string Address => _network?.Address ?? "127.0.0.1";

    /// <param name="isOwnNetwork">Whether server and browsers get a network without need of loopback, as Firefox wants it.</param>
    /// <param name="options">More options of the server, for its address; null for none.</param>
    public static async Task<Call> StartAsync(bool isOwnNetwork = false, Func<string, string[]>? options = null)
    {
        NetworkNamespace? network = isOwnNetwork ? await NetworkNamespace.CreateAsync() : null;
        string address = network?.Address ?? "127.0.0.1";
        return await StartAsync(network, () => RoomServerProcess.StartAsync(address, network?.Name, options: options?.Invoke(address)));
    }

    /// <summary>A call whose server is an application on npm mediasoup, with our worker below it.</summary>
    public static Task<Call> StartOnNodeAsync() => StartAsync(null, static () => RoomServerProcess.StartOnNodeAsync("127.0.0.1"));

    private static async Task<Call> StartAsync(NetworkNamespace? network, Func<Task<RoomServerProcess>> start)
    {
        RoomServerProcess? server = null;
        try
        {
            server = await start();
            return new Call(network, server, await BrowserDriver.StartAsync(network?.Name));
        }
        catch
        {
            await DisposeAllAsync(server, network);
            throw;
        }
    }

    /// <summary>Opens a page and joins the room; by default it sends microphone and camera.</summary>
    public async Task<BrowserPage> JoinAsync(string peerId, string browser = "chromium", JsonObject? options = null, string client = "npm")
    {
        BrowserPage page = await OpenAsync(browser, client);
        await page.JoinAsync(Server.RoomUrl(RoomId, peerId), options);
        return page;
    }

    /// <summary>Ends the server and starts it again at the same address.</summary>
    public async Task RestartServerAsync()
    {
        int port = Server.Port;
        await Server.DisposeAsync();
        Server = await RoomServerProcess.StartAsync(_network?.Address ?? "127.0.0.1", _network?.Name, port);
    }

    /// <summary>Joins again with a page whose server has gone and come back.</summary>
    public Task RejoinAsync(BrowserPage page, string peerId, JsonObject? options = null) =>
        page.JoinAsync(Server.RoomUrl(RoomId, peerId), options);

    /// <summary>Opens a page that has joined nothing.</summary>
    public async Task<BrowserPage> OpenAsync(string browser = "chromium", string client = "npm") =>
        await _driver.OpenAsync(await LaunchAsync(browser), client);

    /// <summary>Opens the page of the room server, as somebody who got the link to a room.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="isHost">Whether the link has a token that lets its user moderate; the server has <see cref="TokenKey"/> then.</param>
    /// <param name="fragment">The fragment of the link otherwise.</param>
    public async Task<RoomPage> VisitAsync(string browser = "chromium", bool isHost = false, string fragment = "")
    {
        string token = isHost
            ? "#token=" + new RoomToken { Identity = "host", Room = RoomId, Grants = RoomGrants.Participant | RoomGrants.Admin }.Write(TokenKey, TimeProvider.System)
            : fragment;
        return await RoomPage.OpenAsync(_driver, await LaunchAsync(browser), $"http://{Server.Address}/?roomId={RoomId}{token}");
    }

    /// <summary>Opens the dashboard of operators.</summary>
    public async Task<VisitedPage> OpenAdminAsync(string browser = "chromium") =>
        await VisitedPage.OpenAsync(_driver, await LaunchAsync(browser), $"http://{Server.Address}/admin");

    /// <summary>Opens a page of another site, which can publish and play by WHIP and WHEP.</summary>
    public async Task<WhipPage> OpenWhipAsync(string browser = "chromium") => await WhipPage.OpenAsync(_driver, await LaunchAsync(browser));

    /// <summary>Opens a page with the npm package <c>tureen-client</c>, which has joined nothing.</summary>
    public async Task<ClientPage> OpenClientAsync(string browser = "chromium") => await ClientPage.OpenAsync(_driver, await LaunchAsync(browser));

    public ValueTask DisposeAsync() => DisposeAllAsync(_driver, Server, _network);

    private async Task<string> LaunchAsync(string browser)
    {
        if (!_browsers.TryGetValue(browser, out string? id))
        {
            _browsers[browser] = id = await _driver.LaunchAsync(browser, _network is null ? null : $"http://{Server.Address}");
        }

        return id;
    }

    // Each is ended even when the one before it fails.
    private static async ValueTask DisposeAllAsync(params IAsyncDisposable?[] parts)
    {
        List<Exception> failures = [];
        foreach (IAsyncDisposable part in parts.OfType<IAsyncDisposable>())
        {
            try
            {
                await part.DisposeAsync();
            }
            catch (Exception exception)
            {
                failures.Add(exception);
            }
        }

        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }
}
