using System.Net;
using Tureen.Interop.Tests.Browsers;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Interop.Tests.V2;

/// <summary>A room server within the test, so that the test sees the room itself, and pages of mediasoup v2.</summary>
internal sealed class V2Call : IAsyncDisposable
{
    private const string RoomId = "v2";

    private readonly RoomServer _server;
    private readonly BrowserDriver _driver;
    private string? _browser;

    private V2Call(RoomServer server, BrowserDriver driver)
    {
        _server = server;
        _driver = driver;
    }

    public Tureen.V2.Room Room => _server.V2Rooms.Find(RoomId)!;

    public static async Task<V2Call> StartAsync()
    {
        RoomServer server = await RoomServer.StartAsync(new RoomServerSettings
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            Workers = 1,
            RtcMinPort = 43_000,
            RtcMaxPort = 43_999,

            // The pages come from a server of their own.
            AllowedOrigins = ["*"],
        });
        try
        {
            return new V2Call(server, await BrowserDriver.StartAsync());
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public string Url(string peerName) => UrlOf(_server.Address.Authority, RoomId, peerName);

    public static string UrlOf(string authority, string roomId, string peerName) =>
        $"ws://{authority}/v2?roomId={roomId}&peerName={peerName}";

    /// <summary>Opens a page in Chromium that has joined nothing.</summary>
    public async Task<V2Page> OpenAsync()
    {
        _browser ??= await _driver.LaunchAsync("chromium");
        return new V2Page(await _driver.OpenAsync(_browser));
    }

    public async Task<V2Page> JoinAsync(string peerName, params string[] send)
    {
        V2Page page = await OpenAsync();
        await page.JoinAsync(Url(peerName), peerName, send);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _driver.DisposeAsync();
        await _server.DisposeAsync();
    }
}
