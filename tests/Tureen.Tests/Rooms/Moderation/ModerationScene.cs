using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Rooms.Signaling;

namespace Tureen.Tests.Rooms.Moderation;

/// <summary>An application with rooms and tokens, those who are in them, and an administrator.</summary>
internal sealed class ModerationScene : IAsyncDisposable
{
    public const string Key = "a key of 32 bytes, or even more..";
    public const string Room = "lobby";

    private readonly HttpClient _http;

    private ModerationScene(WebApplication app, ManualTime time)
    {
        App = app;
        Time = time;
        _http = new HttpClient { BaseAddress = RoomsHost.AddressOf(app) };
    }

    public WebApplication App { get; }

    public ManualTime Time { get; }

    public RoomControl Control => App.Services.GetRequiredService<RoomControl>();

    public static async Task<ModerationScene> StartAsync(Action<TureenRoomsOptions>? configure = null, Action<WebApplicationBuilder>? prepare = null)
    {
        var time = new ManualTime();
        WebApplication app = await RoomsHost.StartAsync(
            options =>
            {
                options.TokenKey = Key;
                configure?.Invoke(options);
            },
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(time);
                prepare?.Invoke(builder);
            });
        return new ModerationScene(app, time);
    }

    public string Token(string identity, RoomGrants grants = RoomGrants.Participant, string? room = Room, TimeSpan? validFor = null) =>
        new RoomToken { Identity = identity, Grants = grants, Room = room, ValidFor = validFor ?? TimeSpan.FromHours(1) }.Write(Key, Time);

    public Task<RawProtooClient> ConnectAsync(string peerId, string? token = null) =>
        RoomsHost.ConnectAsync(App, Room, peerId, "&token=" + (token ?? Token(peerId)));

    public async Task<DemoClient> JoinAsync(string peerId, RoomGrants grants = RoomGrants.Participant)
    {
        var client = new DemoClient(await ConnectAsync(peerId, Token(peerId, grants)), Dialect.Classic);
        await client.CreateTransportsAsync();
        await client.JoinAsync(peerId);
        return client;
    }

    public Task<DemoClient> JoinHostAsync(string peerId = "host") => JoinAsync(peerId, RoomGrants.Participant | RoomGrants.Admin);

    /// <summary>Asks the HTTP API as an administrator of the room.</summary>
    public Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string method, string path, string? body = null) =>
        SendAsync(method, path, body, Token("boss", RoomGrants.Admin));

    public async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string method, string path, string? body, string? token)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await App.DisposeAsync();
    }
}
