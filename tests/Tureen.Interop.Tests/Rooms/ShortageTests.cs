using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Rooms;

/// <summary>
/// A room server runs out of media ports and gets them back: errors meanwhile, everything well afterwards. (Without any descriptor left the
/// .NET runtime ends the process as soon as its thread pool needs a thread.)
/// </summary>
public sealed class ShortageTests
{
    private const int FirstPort = 43_100;
    private const int LastPort = 43_139;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Broadcasters_get_ports_again_after_all_were_taken()
    {
        await using RoomServerProcess server = await RoomServerProcess.StartLocalAsync(
            ["--workers", "1", "--rtc-min-port", $"{FirstPort}", "--rtc-max-port", $"{LastPort}"]);
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.Address}/rooms/short/"), Timeout = Limit };
        await PostAsync(http, "broadcasters", new JsonObject { ["id"] = "studio", ["displayName"] = "A", ["device"] = new JsonObject { ["name"] = "B" } });
        for (int round = 0; round < 3; round++)
        {
            // 1. Another program takes all ports. The reason reaches the caller, each time.
            List<Socket> taken = TakePorts();
            for (int attempt = 0; attempt < 3; attempt++)
            {
                (HttpStatusCode refused, JsonNode error) = await SendAsync(http, "broadcasters/studio/transports", Plain());
                Assert.True(refused >= HttpStatusCode.BadRequest, error.ToJsonString());
                Assert.NotEmpty(error["error"]!.GetValue<string>());
            }

            // 2. They come back.
            taken.ForEach(static socket => socket.Dispose());
            List<string> opened = [];
            for (int index = 0; index < 8; index++)
            {
                opened.Add((await PostAsync(http, "broadcasters/studio/transports", Plain()))["id"]!.GetValue<string>());
            }

            foreach (string id in opened)
            {
                using HttpResponseMessage closed = await http.DeleteAsync($"broadcasters/studio/transports/{id}", TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.OK, closed.StatusCode);
            }
        }
    }

    private static JsonObject Plain() => new() { ["type"] = "plain" };

    /// <summary>All UDP ports of the range that are free.</summary>
    private static List<Socket> TakePorts()
    {
        List<Socket> taken = [];
        for (int port = FirstPort; port <= LastPort; port++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                taken.Add(socket);
            }
            catch (SocketException)
            {
                // It is one of the server's own.
                socket.Dispose();
            }
        }

        return taken;
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, JsonObject body)
    {
        (HttpStatusCode status, JsonNode answer) = await SendAsync(http, path, body);
        Assert.True(status == HttpStatusCode.OK, $"{path}: {status} {answer.ToJsonString()}");
        return answer;
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpClient http, string path, JsonObject body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await http.PostAsync(path, content);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
