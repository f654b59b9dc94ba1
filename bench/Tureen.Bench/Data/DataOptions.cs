using System.Globalization;

namespace Tureen.Bench.Data;

/// <summary>What the <c>data</c> command measures.</summary>
internal sealed record DataOptions
{
    /// <summary>Messages that the source sends ahead of the slowest consumer.</summary>
    public const int Ahead = 64;

    /// <summary>Data consumers of the one data producer, a configuration each.</summary>
    public IReadOnlyList<int> Consumers { get; init; } = [1, 10, 100];

    /// <summary>Bytes of one message.</summary>
    public int Length { get; init; } = 1000;

    /// <summary>Measured seconds of the worker, and as many of the floor.</summary>
    public int Seconds { get; init; } = 5;

    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static DataOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new DataOptions();
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--consumers" => options with { Consumers = Numbers(arguments, ref i, maximum: 1000) },
                "--length" => options with { Length = Numbers(arguments, ref i, maximum: 16_384)[0] },
                "--seconds" => options with { Seconds = Numbers(arguments, ref i, maximum: 3600)[0] },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }

    private static int[] Numbers(ReadOnlySpan<string> arguments, ref int i, int maximum)
    {
        string option = arguments[i];
        if (++i == arguments.Length)
        {
            throw new FormatException($"{option} wants a value");
        }

        return [.. arguments[i].Split(',').Select(text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0 && number <= maximum
                ? number
                : throw new FormatException($"{option} wants numbers of 1 to {maximum}, not '{text}'"))];
    }
}
