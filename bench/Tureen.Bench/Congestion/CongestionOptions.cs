using System.Globalization;
using Tureen.Testing.Simulation.Congestion.Scenarios;

namespace Tureen.Bench.Congestion;

/// <summary>What the <c>congestion</c> command runs.</summary>
internal sealed record CongestionOptions
{
    public IReadOnlyList<CongestionScenario> Scenarios { get; init; } = CongestionScenarios.All;

    /// <summary>Each scenario runs with so many seeds.</summary>
    public int Seeds { get; init; } = 10;

    /// <summary>The first of them, whose chart is drawn.</summary>
    public int First { get; init; } = 1;

    /// <summary>The folder for the table and the charts; null for none.</summary>
    public string? Folder { get; init; }

    /// <summary>Receivers report nothing about the path, so that nothing is controlled.</summary>
    public bool IsUncontrolled { get; init; }

    /// <summary>Prints the names instead.</summary>
    public bool IsList { get; init; }

    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static CongestionOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new CongestionOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--scenarios" => options with { Scenarios = [.. Value(arguments, ref i).Split(',').SelectMany(CongestionScenarios.Find).Distinct()] },
                "--seeds" => options with { Seeds = Number(arguments, ref i) },
                "--first" => options with { First = Number(arguments, ref i) },
                "--out" => options with { Folder = Value(arguments, ref i) },
                "--uncontrolled" => options with { IsUncontrolled = true },
                "--list" => options with { IsList = true },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    private static string Value(ReadOnlySpan<string> arguments, ref int i) =>
        i + 1 < arguments.Length ? arguments[++i] : throw new FormatException($"{arguments[i]} wants a value");

    private static int Number(ReadOnlySpan<string> arguments, ref int i)
    {
        string option = arguments[i];
        string text = Value(arguments, ref i);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new FormatException($"{option} wants a number of at least 1, not '{text}'");
    }
}
