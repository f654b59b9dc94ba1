using System.Net;
using System.Text.Json.Nodes;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

/// <summary>What an operator's tools ask the server.</summary>
[Collection(RoomServerCollection.Name)]
public sealed class ServerTelemetryTests(RoomServerFixture server)
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_answered_by_any_name_of_the_server(string path)
    {
        using HttpResponseMessage response = await SendAsync(path, "rooms.example");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Prometheus_reads_the_measurements_of_workers_and_rooms()
    {
        await using DemoClient ann = await DemoClient.JoinAsync(server, RoomServerFixture.NewRoomId(), "ann");
        using HttpResponseMessage response = await SendAsync(MetricsPage.Path, null);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("text/plain", response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
        foreach (string name in new[] { "tureen_rooms_join_duration_bucket", "tureen_rooms_participants", "tureen_transports", "http_server_active_requests" })
        {
            Assert.Contains("\n" + name, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Measurements_are_for_this_machine_or_with_a_token()
    {
        using HttpResponseMessage response = await SendAsync(MetricsPage.Path, "192.0.2.5:4443");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task A_collector_gets_traces_and_measurements_by_OTLP()
    {
        await using OtlpCollector collector = await OtlpCollector.StartAsync();
        RoomServer own = await RoomServerFixture.StartAsync(
            new RoomServerSettings { Port = 0, ListenIp = IPAddress.Loopback, Workers = 1, OtlpEndpoint = collector.Address });
        await using (own)
        {
            await using RawProtooClient ann = await RawProtooClient.ConnectAsync(own.Address, "standup", "ann");
            await ann.RequestAsync("join", new JsonObject { ["displayName"] = "Ann" });
        }

        // The end of the server sends what is left.
        foreach (string span in new[] { "rooms.join", "rooms.request", "rooms.event" })
        {
            Assert.Contains(span, collector.Spans);
        }

        foreach (string metric in new[] { "tureen.workers", "tureen.routers", "tureen.rooms.join.duration", "tureen.rooms.participants", "http.server.request.duration" })
        {
            Assert.Contains(metric, collector.Metrics);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? host)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
