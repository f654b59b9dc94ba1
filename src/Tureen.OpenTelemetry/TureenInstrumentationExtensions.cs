using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Tureen;

/// <summary>Brings what Tureen measures and traces into OpenTelemetry.</summary>
public static class TureenInstrumentationExtensions
{
    /// <summary>The meters of the SFU and of rooms.</summary>
    private static readonly string[] Meters = ["Tureen", "Tureen.Rooms"];

    /// <summary>The activity source of rooms; the SFU itself traces nothing.</summary>
    private static readonly string[] Sources = ["Tureen.Rooms"];

    /// <summary>Collects the measurements of the SFU and of rooms; docs/METRICS.md lists them.</summary>
    /// <param name="builder">The measurements of the host.</param>
    /// <returns>The same measurements.</returns>
    public static MeterProviderBuilder AddTureenInstrumentation(this MeterProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddMeter(Meters);
    }

    /// <summary>Collects the traces of rooms.</summary>
    /// <param name="builder">The traces of the host.</param>
    /// <returns>The same traces.</returns>
    public static TracerProviderBuilder AddTureenInstrumentation(this TracerProviderBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddSource(Sources);
    }
}
