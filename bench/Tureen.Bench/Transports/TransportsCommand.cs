using System.Diagnostics;
using System.Globalization;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Transports;

/// <summary>
/// WebRtcTransports created, connected by simulated clients, and closed, round after round: time and memory of each, and whether memory
/// comes back to where it was. In virtual time, without sockets; handshakes are real.
/// </summary>
internal static class TransportsCommand
{
    private const int Rounds = 4;

    /// <summary>Handshakes that go on at a time, as they would when people join.</summary>
    private const int Batch = 50;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static void Run(int count)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} transports a round; the first round warms up"));
        Console.WriteLine("round   create us   connect us   close us   heap KB each   connected KB each   heap MB after   resident MB after");
        for (int round = 1; round <= Rounds; round++)
        {
            Measure(round, count);
        }
    }

    private static void Measure(int round, int count)
    {
        double before = Heap();
        using var call = new SimulatedCall(1, new LinkConditions());
        var transports = new WebRtcTransportCore[count];
        var peers = new SimulatedPeer[count];

        // 1. Create. The clients are there from the start, but their part of the time is left out.
        var clock = Stopwatch.StartNew();
        for (int i = 0; i < count; i++)
        {
            peers[i] = call.AddPeer(out transports[i]);
        }

        double create = clock.Elapsed.TotalMicroseconds / count;
        double created = (Heap() - before) / count;

        // 2. Connect: checks, handshake with certificates, keys; both ends together.
        clock.Restart();
        for (int first = 0; first < count; first += Batch)
        {
            int last = Math.Min(count, first + Batch);
            if (!call.World.RunUntil(() => AreConnected(peers, transports, first, last), Limit))
            {
                throw new InvalidOperationException("not all transports connected");
            }
        }

        double connect = clock.Elapsed.TotalMicroseconds / count;
        double connected = (Heap() - before) / count;

        // 3. Close.
        clock.Restart();
        foreach (WebRtcTransportCore transport in transports)
        {
            transport.Close(call.World.Now, call.Server.Sink);
        }

        double close = clock.Elapsed.TotalMicroseconds / count;
        call.Dispose();
        Array.Clear(transports);
        Array.Clear(peers);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{round,5}   {create,9:0.0}   {connect,10:0}   {close,8:0.0}   {created / 1024,12:0.0}   {connected / 1024,17:0.0}   {Heap() / 1048576,13:0.0}   {Resident(),17:0}"));
    }

    private static bool AreConnected(SimulatedPeer[] peers, WebRtcTransportCore[] transports, int first, int last)
    {
        for (int i = first; i < last; i++)
        {
            if (!peers[i].IsConnected || transports[i].DtlsState != DtlsState.Connected)
            {
                return false;
            }
        }

        return true;
    }

    private static double Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static double Resident()
    {
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1048576.0;
    }
}
