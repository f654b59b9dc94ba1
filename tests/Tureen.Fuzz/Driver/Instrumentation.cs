using SharpFuzz;

namespace Tureen.Fuzz.Driver;

/// <summary>Rewrites the assemblies under attack so that they report their branches. For a copy of the build output only.</summary>
internal static class Instrumentation
{
    private static readonly string[] Assemblies =
    [
        "Tureen.Engine.dll", "Tureen.Net.dll", "Tureen.Ortc.dll", "Tureen.dll", "Tureen.V2.dll", "Tureen.Rooms.dll", "mediasoup-worker.dll",
    ];

    public static void Run(string folder)
    {
        foreach (string name in Assemblies)
        {
            int types = Fuzzer.Instrument(Path.Combine(folder, name), static _ => true, Options.Value).Count();
            Console.WriteLine($"{name}: {types} types instrumented");
        }
    }
}
