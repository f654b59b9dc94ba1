using System.Globalization;

namespace Tureen.Bench.Sctp;

/// <summary>What the <c>sctp</c> command measures.</summary>
internal sealed record SctpOptions
{
    /// <summary>Bytes of one message, a configuration each.</summary>
    public IReadOnlyList<int> Lengths { get; init; } = [50, 1200, 16_384, 262_144];

    /// <summary>Percent of packets lost in each direction, a configuration each.</summary>
    public IReadOnlyList<int> Losses { get; init; } = [0, 1];

    /// <summary>Measured seconds of CPU time of each configuration.</summary>
    public int Seconds { get; init; } = 3;

    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static SctpOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new SctpOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--lengths" => options with { Lengths = Numbers(arguments, ref i, minimum: 1) },
                "--loss" => options with { Losses = Numbers(arguments, ref i, minimum: 0) },
                "--seconds" => options with { Seconds = Numbers(arguments, ref i, minimum: 1)[0] },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    private static int[] Numbers(ReadOnlySpan<string> arguments, ref int i, int minimum)
    {
        string option = arguments[i];
        if (++i == arguments.Length)
        {
            throw new FormatException($"{option} wants a value");
        }

        return [.. arguments[i].Split(',').Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum
                ? number
                : throw new FormatException($"{option} wants numbers of at least {minimum}, not '{text}'"))];
    }
}
