namespace Tureen.Engine.Congestion.Outgoing;

/// <summary>How fast video may leave, and in what bursts.</summary>
/// <param name="Rate">Bits per second on the wire; infinite where nothing waits.</param>
/// <param name="Depth">Bytes that may leave at once after a pause.</param>
/// <param name="LongestWait">How long a packet may wait, whatever the rate.</param>
internal readonly record struct PacingLimit(double Rate, double Depth, TimeSpan LongestWait)
{
    public static PacingLimit None => new(double.PositiveInfinity, double.PositiveInfinity, TimeSpan.MaxValue);

    public bool IsNone => double.IsPositiveInfinity(Rate);
}
