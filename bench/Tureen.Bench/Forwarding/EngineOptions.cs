using Tureen.Bench.Fanout;

namespace Tureen.Bench.Forwarding;

/// <summary>What the <c>engine</c> command measures.</summary>
internal sealed record EngineOptions(IReadOnlyList<int> Consumers, int Seconds)
{
    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static EngineOptions Parse(ReadOnlySpan<string> arguments)
    {
        foreach (string argument in arguments)
        {
            if (argument.StartsWith('-') && argument is not ("--consumers" or "--seconds"))
            {
                throw new FormatException($"unknown option {argument}");
            }
        }

        FanoutOptions options = FanoutOptions.Parse(arguments);
        return new EngineOptions(options.Consumers, options.Seconds);
    }
}
