using System.Diagnostics;
using System.Globalization;

namespace Tureen.Bench.Rooms;

/// <summary>The other side of <see cref="RoomsCommand"/>: peers that do what a line of the input says. A line of the output says that it is done.</summary>
internal static class RoomClients
{
    public static async Task RunAsync(string address)
    {
        var latest = new List<RoomClient>();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "connect":
                    latest = await ConnectAsync(address, int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), words[3]);
                    Console.WriteLine("done");
                    break;
                case "join":
                    Console.WriteLine(await JoinAsync(latest));
                    break;
                default:
                    foreach (RoomClient client in latest)
                    {
                        await client.RequestAsync("createWebRtcTransport", """{"producing":true,"consuming":false}""");
                        await client.RequestAsync("createWebRtcTransport", """{"producing":false,"consuming":true}""");
                    }

                    Console.WriteLine("done");
                    break;
            }
        }
    }

    private static async Task<List<RoomClient>> ConnectAsync(string address, int count, int size, string name)
    {
        var clients = new List<RoomClient>();
        for (int index = 0; index < count; index++)
        {
            clients.Add(await RoomClient.ConnectAsync(address, $"{name}{index / size}", $"{name}{index}"));
        }

        return clients;
    }

    private static async Task<string> JoinAsync(List<RoomClient> clients)
    {
        var times = new List<double>();
        foreach (RoomClient client in clients)
        {
            long startedAt = Stopwatch.GetTimestamp();
            await client.RequestAsync(
                "join",
                """{"displayName":"Somebody","device":{"flag":"chrome","name":"Chrome","version":"140"},"rtpCapabilities":{"codecs":[],"headerExtensions":[]}}""");
            times.Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
        }

        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Count / 2]:0.0} {times[times.Count * 99 / 100]:0.0}");
    }
}
