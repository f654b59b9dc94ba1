using System.Globalization;

namespace Tureen.Bench.Workers;

/// <summary>What the <c>worker</c> command measures.</summary>
internal sealed record WorkerOptions
{
    public string Program { get; init; } = Path.Combine("artifacts", "worker", "mediasoup-worker");

    /// <summary>How often it is started.</summary>
    public int Starts { get; init; } = 11;

    /// <exception cref="FormatException">An option is unknown or its value is.</exception>
    public static WorkerOptions Parse(ReadOnlySpan<string> arguments)
    {
        var options = new WorkerOptions();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            options = (arguments[i], value) switch
            {
                ("--program", not null) => options with { Program = value },
                ("--starts", not null) when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int starts) && starts > 0 =>
                    options with { Starts = starts },
                _ => throw new FormatException($"unknown option {arguments[i]}, or a wrong value of it"),
            };
        }

        return File.Exists(options.Program)
            ? options
            : throw new FormatException(
                $"there is no {options.Program}: dotnet publish apps/Tureen.Worker -c Release -o artifacts/worker");
    }
}
