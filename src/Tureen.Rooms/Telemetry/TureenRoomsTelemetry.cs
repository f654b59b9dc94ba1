namespace Tureen.Rooms;

/// <summary>What rooms measure and trace, for OpenTelemetry; docs/METRICS.md lists it.</summary>
public static class TureenRoomsTelemetry
{
    /// <summary>The name of the meter; give it to <c>AddMeter</c>, beside that of <see cref="TureenMetrics"/>.</summary>
    public const string MeterName = "Tureen.Rooms";

    /// <summary>The name of the activity source; give it to <c>AddSource</c>.</summary>
    public const string ActivitySourceName = "Tureen.Rooms";
}
