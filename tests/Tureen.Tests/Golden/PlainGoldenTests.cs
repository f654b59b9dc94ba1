using System.Globalization;
using Tureen.Engine.Primitives;
using Tureen.Fuzz.Scenes;

namespace Tureen.Tests.Golden;

/// <summary>The bytes of each datagram that plain and pipe transports send without SRTP, and all events.</summary>
public sealed class PlainGoldenTests
{
    private const int Seeds = 10;
    private const int Actions = 150;

    [Fact]
    public void Media_leaves_the_traces_that_were_recorded() => GoldenFile.Check("plain-media", OfSeeds(static (seed, trace) =>
    {
        using var media = new PlainMedia(seed, trace);
        media.Run(trace);
    }));

    [Fact]
    public void Data_leaves_the_traces_that_were_recorded() => GoldenFile.Check("plain-data", OfSeeds(RunData));

    private static IEnumerable<(string Name, Action<GoldenTrace> Run)> OfSeeds(Action<ulong, GoldenTrace> run) =>
        Enumerable.Range(1, Seeds).Select(seed => (
            string.Create(CultureInfo.InvariantCulture, $"seed-{seed:000}"),
            new Action<GoldenTrace>(trace => run((ulong)seed, trace))));

    private static void RunData(ulong seed, GoldenTrace trace)
    {
        var random = new SeededRandomSource(seed);
        using var scene = new DataScene();
        scene.Worker.OnEvent = trace.AddEvent;
        scene.Worker.OnSend += (tuple, datagram) =>
            trace.Add($"{scene.Worker.Now.Microseconds} {tuple} {Convert.ToHexString(datagram.Span)}");
        scene.Begin(isDataChannel: seed % 2 == 0);
        for (int i = 0; i < Actions; i++)
        {
            Act(scene, random);
            scene.Pump();
            scene.Advance(TimeSpan.FromMilliseconds(random.Next(0, 60)));
        }

        scene.IsPeerListening = true;
        scene.Advance(TimeSpan.FromSeconds(10));
        trace.AddCounters(scene.Worker.Worker.Context);
        scene.End();
    }

    private static void Act(DataScene scene, SeededRandomSource random)
    {
        switch (random.Next(0, 19))
        {
            case < 7:
                scene.SendAsPeer(random.Next(0, DataScene.Streams), random.Next(0, 4000));
                break;
            case < 13:
                ushort[] subchannels = [.. Enumerable.Range(0, random.Next(0, 3)).Select(static number => (ushort)number)];
                scene.SendAsApplication(random.Next(0, DataScene.Streams), random.Next(0, 4000), subchannels);
                break;
            case < 15:
                byte[] message = new byte[random.Next(1, 60)];
                scene.HandleMessage(random.Next(0, 1) == 0, (ushort)random.Next(0, DataScene.Streams), (uint)random.Next(50, 57), message);
                break;
            case < 17:
                scene.IsPeerListening = random.Next(0, 2) > 0;
                break;
            case < 18:
                scene.Advance(TimeSpan.FromMilliseconds(random.Next(0, 3000)));
                break;
            default:
                // Closing and resetting only now and then, or nothing would be left to send.
                scene.Command(random.Next(0, 200), random.Next(0, 9) == 0 ? random.Next(0, 1) : random.Next(2, 5), random.Next(0, 4));
                break;
        }
    }
}
