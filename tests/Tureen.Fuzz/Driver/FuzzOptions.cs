using System.Globalization;

namespace Tureen.Fuzz.Driver;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzOptions
{
    private const double DefaultMinutes = 5;

    /// <summary>Target names; empty for all.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>For all targets together.</summary>
    public double Minutes { get; init; } = DefaultMinutes;

    /// <summary>Packets or messages for each target, instead of a time; null for the time.</summary>
    public long? Runs { get; init; }

    /// <summary>Which mutations are tried, and in which order.</summary>
    public ulong Seed { get; init; } = (ulong)Environment.TickCount64;

    /// <summary>Adds inputs that went somewhere new to the corpus in the repository.</summary>
    public bool IsSaving { get; init; }

    public bool IsListing { get; init; }

    /// <summary>Prepares the assemblies in the own folder and ends.</summary>
    public bool IsInstrumenting { get; init; }

    /// <summary>One of the processes that another one starts and watches.</summary>
    public bool IsChild { get; init; }

    /// <summary>A file of inputs to run once, in place of fuzzing.</summary>
    public string? Replay { get; init; }

    /// <exception cref="FuzzOptionException">An option is unknown, or its value is missing or wrong.</exception>
    public static FuzzOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new FuzzOptions();
        for (int i = 0; i < arguments.Count; i++)
        {
            string name = arguments[i];
            options = name switch
            {
                "--list" => options with { IsListing = true },
                "--save" => options with { IsSaving = true },
                "--instrument" => options with { IsInstrumenting = true },
                "--child" => options with { IsChild = true },
                "--target" => options with { Targets = [.. options.Targets, Value(arguments, ++i, name)] },
                "--minutes" => options with { Minutes = Number(Value(arguments, ++i, name), name) },
                "--runs" => options with { Runs = (long)Number(Value(arguments, ++i, name), name) },
                "--seed" => options with { Seed = (ulong)Number(Value(arguments, ++i, name), name) },
                "--replay" => options with { Replay = Value(arguments, ++i, name) },
                _ => throw new FuzzOptionException($"unknown option {name}"),
            };
        }

        return options;
    }

    private static string Value(IReadOnlyList<string> arguments, int index, string name) =>
        index < arguments.Count ? arguments[index] : throw new FuzzOptionException($"{name} needs a value");

    private static double Number(string text, string name) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0
            ? number
            : throw new FuzzOptionException($"{name} needs a number that is not negative, not {text}");
}
