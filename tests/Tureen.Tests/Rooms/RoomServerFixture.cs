using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tureen.Rooms;
using Tureen.Server.Hosting;
using Tureen.Server.Settings;

namespace Tureen.Tests.Rooms;

/// <summary>One server for all tests that need one; each test has rooms of its own.</summary>
public sealed class RoomServerFixture : IAsyncLifetime
{
    private static int _lastRoom;

    internal RoomServer Server { get; private set; } = null!;

    internal Uri Address => Server.Address;

    internal static string NewRoomId() => "room" + Interlocked.Increment(ref _lastRoom);

    public async ValueTask InitializeAsync()
    {
        Server = await StartAsync(new RoomServerSettings
        {
            Port = 0,
            ListenIp = IPAddress.Loopback,
            Workers = 1,
            Limits = new RoomLimitOptions { MaxConsumerReplicas = 2 },
        });
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Starts a server that logs nothing.</summary>
    internal static Task<RoomServer> StartAsync(RoomServerSettings settings) =>
        StartAsync(settings, TimeProvider.System);

    /// <summary>Starts a server that logs nothing and takes its time from a clock of the test's.</summary>
    internal static Task<RoomServer> StartAsync(RoomServerSettings settings, TimeProvider time) =>
        RoomServer.StartAsync(settings, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
        });

    internal Task<RawProtooClient> ConnectAsync(string roomId, string peerId, string query = "") =>
        RawProtooClient.ConnectAsync(Address, roomId, peerId, query);
}
