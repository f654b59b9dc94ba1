using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Robustness;

/// <summary>
/// Without a token, nothing but the health of the server and the files of its pages answers another machine. The test asks by the machine's own address,
/// which is not loopback.
/// </summary>
public sealed class RemoteCallerTests
{
    private const string Key = "a key of 32 bytes, or even more..";

    /// <summary>Those for everybody.</summary>
    private static readonly string[] Open = ["/", "/index.html", "/room.css", "/admin", "/admin/admin.js", "/admin/admin.css", "/health", "/health/live", "/health/ready"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(Key)]
    public async Task Nothing_else_answers(string? key)
    {
        IPAddress? own = FindOwn();
        Assert.SkipWhen(own is null, "This machine has no address but loopback.");
        await using RoomServer server = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Any, AnnouncedAddress = own.ToString(), Workers = 1, TokenKey = key });
        using var remote = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://{own}:{server.Address.Port}") };

        // 1. Who is here on loopback reads the document, which has every endpoint.
        using var local = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{server.Address.Port}") };
        local.DefaultRequestHeaders.Authorization = key is null ? null : new("Bearer", new Tureen.Rooms.RoomToken { Identity = "a", Grants = Tureen.Rooms.RoomGrants.Admin }.Write(key));
        JsonNode document = JsonNode.Parse(await local.GetStringAsync(ApiDocument.DocumentPath, Stop))!;
        (string Method, string Path)[] endpoints =
        [
            .. document["paths"]!.AsObject().SelectMany(static path => path.Value!.AsObject().Select(operation => (operation.Key.ToUpperInvariant(), path.Key))),
            ("GET", ApiDocument.DocumentPath), ("GET", ApiDocument.PagePath + "/"),
        ];

        // 2. From elsewhere each of them refuses, but those that are open.
        var wrong = new List<string>();
        foreach ((string method, string path) in endpoints.Where(static endpoint => !Open.Contains(endpoint.Path, StringComparer.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            using HttpResponseMessage answer = await remote.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
            if (answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden))
            {
                wrong.Add($"{method} {path}: {answer.StatusCode}");
            }
        }

        Assert.True(endpoints.Length > 35, $"{endpoints.Length} endpoints");
        Assert.Empty(wrong);
        foreach (string path in new[] { "/?roomId=a&peerId=b", "/rooms?roomId=a&peerId=b", "/v2?roomId=a&peerName=b", "/rooms/v2?roomId=a&peerName=b", "/any?roomId=a&peerId=b" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await UpgradeRequest.SendAsync(remote.BaseAddress!, path)).Status);
        }

        // 3. The open ones reveal nothing of rooms.
        foreach (string path in Open)
        {
            using HttpResponseMessage answer = await remote.GetAsync(path, Stop);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode}");
        }
    }

    private static IPAddress? FindOwn() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus != OperationalStatus.Down)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static unicast => unicast.Address)
        .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
}
