using Tureen.Fuzz.Driver;
using Tureen.Fuzz.Targets;

namespace Tureen.Fuzz;

/// <summary>The command line: see README.md.</summary>
internal static class Program
{
    private const int ExitCodeOfUsage = 2;

    public static int Main(string[] arguments)
    {
        try
        {
            FuzzOptions options = FuzzOptions.Parse(arguments);
            return options switch
            {
                { IsInstrumenting: true } => Instrument(),
                { IsListing: true } => List(),
                { IsChild: true } => ChildCommand.Run(options),
                { Replay: { } file } => FuzzCommand.Replay(options, file),
                _ => FuzzCommand.Run(options),
            };
        }
        catch (FuzzOptionException error)
        {
            Console.Error.WriteLine(error.Message);
            return ExitCodeOfUsage;
        }
    }

    private static int Instrument()
    {
        Instrumentation.Run(AppContext.BaseDirectory);
        return 0;
    }

    private static int List()
    {
        foreach (TargetEntry entry in TargetCatalog.All)
        {
            Console.WriteLine($"{entry.Name,-12} {entry.Description}");
        }

        return 0;
    }
}
