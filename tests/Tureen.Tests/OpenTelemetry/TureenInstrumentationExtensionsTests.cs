using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Tureen.Rooms;

namespace Tureen.Tests.OpenTelemetry;

public sealed class TureenInstrumentationExtensionsTests
{
    [Theory]
    [InlineData(TureenMetrics.MeterName)]
    [InlineData(TureenRoomsTelemetry.MeterName)]
    public void Measurements_of_all_meters_are_collected(string meterName)
    {
        string instrument = $"test.{meterName}";
        using var meter = new Meter(meterName);
        var reader = new BaseExportingMetricReader(new NamesExporter());
        using MeterProvider provider = Sdk.CreateMeterProviderBuilder().AddTureenInstrumentation().AddReader(reader).Build();
        meter.CreateCounter<long>(instrument).Add(1);

        reader.Collect();
        Assert.Contains(instrument, NamesExporter.Seen);
    }

    [Fact]
    public void Traces_of_rooms_are_collected()
    {
        using TracerProvider provider = Sdk.CreateTracerProviderBuilder().AddTureenInstrumentation().Build();
        using var source = new ActivitySource(TureenRoomsTelemetry.ActivitySourceName);
        Assert.True(source.HasListeners());
    }

    private sealed class NamesExporter : BaseExporter<Metric>
    {
        public static readonly HashSet<string> Seen = new(StringComparer.Ordinal);

        public override ExportResult Export(in Batch<Metric> batch)
        {
            foreach (Metric metric in batch)
            {
                Seen.Add(metric.Name);
            }

            return ExportResult.Success;
        }
    }
}
