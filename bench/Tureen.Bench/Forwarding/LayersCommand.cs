using System.Diagnostics;
using System.Globalization;
using Tureen.Ortc;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Bench.Forwarding;

/// <summary>
/// What it costs to choose among layers: packets through a producer to its consumers, without encryption and sockets, where
/// consumers are simple, simulcast or scalable. The simple ones, which get every packet of the one encoding, are the measure.
/// </summary>
internal static class LayersCommand
{
    private const int WarmUpPictures = 20_000;
    private const int Pictures = 40_000;

    public static void Run(int consumers)
    {
        Console.WriteLine($"{consumers} consumers of all layers in turn; ns of this thread per packet offered to one, and per packet sent");
        Console.WriteLine("type        offered ns  sent ns  relative  bytes allocated");
        double simple = Measure("simple", LayeredCodec.Simulcast, ConsumerType.Simple, consumers, 0);
        Measure("simulcast", LayeredCodec.Simulcast, ConsumerType.Simulcast, consumers, simple);
        Measure("svc", LayeredCodec.Svc, ConsumerType.Svc, consumers, simple);
        Measure("k-svc", LayeredCodec.KSvc, ConsumerType.Svc, consumers, simple);
    }

    /// <summary>Prints a line and returns the nanoseconds per packet offered to a consumer.</summary>
    private static double Measure(string name, LayeredCodec codec, ConsumerType type, int consumers, double simple)
    {
        using var fanout = new LayeredFanout(codec, type, consumers);
        for (int i = 0; i < WarmUpPictures; i++)
        {
            fanout.Forward();
        }

        long received = fanout.Received;
        long sent = fanout.Sent;
        long allocated = 0;
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < Pictures; i++)
        {
            allocated += fanout.Forward();
        }

        double nanoseconds = Stopwatch.GetElapsedTime(began).TotalNanoseconds;
        double offered = nanoseconds / ((fanout.Received - received) * consumers);
        double relative = simple == 0 ? 1 : offered / simple;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-10} {offered,11:0.0} {nanoseconds / (fanout.Sent - sent),8:0.0} {relative,9:0.00} {allocated,16}"));
        return offered;
    }
}
