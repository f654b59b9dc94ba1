using System.Globalization;
using Tureen.Testing.Simulation.Congestion.Measures;

namespace Tureen.Bench.Congestion;

/// <summary>A measure as the table shows it.</summary>
/// <param name="Name">The head of the column.</param>
/// <param name="Value">The measure of a run.</param>
/// <param name="Scale">What it is multiplied by, to show shares as percent and seconds as milliseconds.</param>
/// <param name="IsMoreBetter">Whether the worst run is the one with the least.</param>
internal sealed record MeasureColumn(string Name, Func<CongestionMeasures, double> Value, double Scale = 1, bool IsMoreBetter = false)
{
    public static readonly IReadOnlyList<MeasureColumn> All =
    [
        new("used %", static measures => measures.Used, 100, IsMoreBetter: true),
        new("top %", static measures => measures.TopShare, 100, IsMoreBetter: true),
        new("q50 ms", static measures => measures.QueueMedian, 1000),
        new("q95 ms", static measures => measures.QueueHigh, 1000),
        new("t_down s", static measures => measures.Down),
        new("t_drain s", static measures => measures.Drain),
        new("t_back s", static measures => measures.Back),
        new("freezes", static measures => measures.Freezes),
        new("frozen s", static measures => measures.FreezeTotal),
        new("pause s", static measures => measures.PauseTotal),
        new("switches", static measures => measures.Switches),
        new("reversals", static measures => measures.Reversals),
        new("probe %", static measures => measures.Probes, 100),
        new("audio loss %", static measures => measures.AudioLoss, 100),
        new("audio q95 ms", static measures => measures.AudioQueueHigh, 1000),
        new("drops %", static measures => measures.Drops, 100),
    ];

    public double Worst(IEnumerable<double> values) => IsMoreBetter ? values.Min() : values.Max();

    public string Format(double value) => Text(value * Scale);

    /// <summary>A dash for what does not apply and ∞ for what never happened.</summary>
    public static string Text(double value) => value switch
    {
        double.NaN => "–",
        double.PositiveInfinity => "∞",
        _ => value.ToString(Math.Abs(value) >= 100 ? "0" : Math.Abs(value) >= 10 ? "0.#" : "0.###", CultureInfo.InvariantCulture),
    };
}
