using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tureen.Rooms;

namespace Tureen.Bench.Rooms;

/// <summary>
/// The memory that a participant costs the control plane: managed objects after a collection, of an application with rooms, for each peer that another
/// process connects. The first peers are not counted, so that what all share is not, either.
/// </summary>
internal static class RoomsCommand
{
    /// <summary>The command by which this program is the clients.</summary>
    public const string ClientsName = "rooms-clients";

    private const int SharedPeers = 50;
    private const int BytesPerKib = 1024;

    public static async Task RunAsync(RoomsOptions options)
    {
        Console.WriteLine($"{options.Peers} peers without media; KiB of managed memory for each, and ms to join, one after the other");
        Console.WriteLine("peers/room  connected  joined  with transports  join median  join 99 %");
        foreach (int size in options.RoomSizes)
        {
            await MeasureAsync(options.Peers, size);
        }
    }

    private static async Task MeasureAsync(int peers, int size)
    {
        await using WebApplication app = await StartAsync(Math.Max(peers, size) + SharedPeers);
        using Process clients = StartClients(app.Urls.First());
        await AskAsync(clients, $"connect {SharedPeers} {size} shared");
        await AskAsync(clients, "join");
        await AskAsync(clients, "transports");
        long before = Heap();
        await AskAsync(clients, $"connect {peers} {size} peer");
        double connected = Each(before, peers);
        string[] times = (await AskAsync(clients, "join")).Split(' ');
        double joined = Each(before, peers);
        await AskAsync(clients, "transports");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{size,10} {connected,10:0.0} {joined,7:0.0} {Each(before, peers),16:0.0} {times[0],12} {times[1],10}"));
        clients.StandardInput.Close();
        await clients.WaitForExitAsync();
    }

    private static double Each(long before, int peers) => (double)(Heap() - before) / peers / BytesPerKib;

    private static long Heap()
    {
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static async Task<WebApplication> StartAsync(int maxPeers)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTureenRooms(configure: options =>
        {
            options.ListenIp = System.Net.IPAddress.Loopback;
            options.Workers = 1;
            options.Limits.MaxPeersPerRoom = maxPeers;
            options.Limits.JoinDeadline = TimeSpan.FromMinutes(10);
        });
        WebApplication app = builder.Build();
        app.MapTureenRooms();
        await app.StartAsync();
        return app;
    }

    private static Process StartClients(string address)
    {
        string program = Environment.ProcessPath!;
        string[] arguments = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
        return Process.Start(new ProcessStartInfo(program, [.. arguments, ClientsName, address]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private static async Task<string> AskAsync(Process clients, string line)
    {
        await clients.StandardInput.WriteLineAsync(line);
        await clients.StandardInput.FlushAsync();
        return await clients.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the clients have ended");
    }
}
