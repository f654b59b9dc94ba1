using System.Diagnostics;
using System.Globalization;
using Tureen.Interop.Tests.Native;
using Tureen.Tests.Rooms;

namespace Tureen.Interop.Tests.Attacks.Signaling;

/// <summary>S6h: as many rooms as the server holds, by as many sockets of one address, and the list of them asked for again and again.</summary>
internal sealed class RoomFloodAttack : Attack
{
    private const int Rooms = 10_000;
    private const int Parallel = 8;
    private const int StatusRequests = 20;

    public override string Name => "S6h rooms";

    public override int LongSeconds => 20;

    public override async Task<string> RunAsync(AttackScene scene, TimeSpan duration)
    {
        ProcessSample before = scene.Sample();
        var sockets = new List<RawProtooClient>();
        int refused = 0;
        var clock = Stopwatch.StartNew();
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Parallel).Select(part => OpenAsync(part)));
            string status = await AskForStatusAsync(scene);
            await using Participant honest = await Participant.JoinAsync(
                scene.Network, scene.Server.Address, scene.Room + "-honest", "honest");
            Assert.True(honest.Signaling.IsOpen);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{sockets.Count} rooms, {refused} refused, /status {status}, memory {before.ResidentKilobytes / 1024} -> {scene.Sample().ResidentKilobytes / 1024} MiB; an honest peer opened a room");
        }
        finally
        {
            sockets.ForEach(static socket => socket.Abort());
        }

        async Task OpenAsync(int part)
        {
            using HttpMessageInvoker invoker = SourceAddress.Invoker(SourceAddress.Attacker);
            var server = new Uri($"http://{scene.Server.Address}/");
            for (int i = part; i < Rooms && clock.Elapsed < duration; i += Parallel)
            {
                string room = string.Create(CultureInfo.InvariantCulture, $"{scene.Room}-{i}");
                if (await TryAsync(async () => Add(await RawProtooClient.ConnectAsync(server, room, "peer", invoker: invoker))) is not null)
                {
                    Interlocked.Increment(ref refused);
                    await Task.Delay(5);
                }
            }
        }

        void Add(RawProtooClient socket)
        {
            lock (sockets)
            {
                sockets.Add(socket);
            }
        }
    }

    private static async Task<string> AskForStatusAsync(AttackScene scene)
    {
        using HttpClient http = scene.CreateHttpClient();
        int length = 0;
        int code = 0;
        for (int i = 0; i < StatusRequests; i++)
        {
            using HttpResponseMessage response = await http.GetAsync("status");
            code = (int)response.StatusCode;
            length = (await response.Content.ReadAsByteArrayAsync()).Length;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{code}, {length} bytes");
    }
}
