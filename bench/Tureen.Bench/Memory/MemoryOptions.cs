using Tureen.Bench.Fanout;

namespace Tureen.Bench.Memory;

/// <summary>What the <c>memory</c> command measures.</summary>
internal sealed record MemoryOptions(int Consumers, IReadOnlyList<int> FramesPerSecond, int Seconds)
{
    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static MemoryOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new MemoryOptions(100, [30, 120], 6);
        for (int i = 0; i < arguments.Length; i++)
        {
            options = arguments[i] switch
            {
                "--consumers" => options with { Consumers = FanoutOptions.Number(arguments, ref i) },
                "--frames" => options with { FramesPerSecond = FanoutOptions.Numbers(arguments, ref i) },
                "--seconds" => options with { Seconds = FanoutOptions.Number(arguments, ref i) },
                _ => throw new FormatException($"unknown option {arguments[i]}"),
            };
        }

        return options;
    }
}
