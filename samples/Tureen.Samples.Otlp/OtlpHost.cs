using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace Tureen.Samples.Otlp;

/// <summary>A web host with a pool of workers, their health under <c>/health</c>, and their metrics sent to a collector.</summary>
internal static class OtlpHost
{
    /// <param name="builder">A fresh builder.</param>
    /// <param name="interval">How often metrics are sent.</param>
    /// <param name="collector">Where to; what OTEL_EXPORTER_OTLP_ENDPOINT says unless given.</param>
    public static WebApplication Build(WebApplicationBuilder builder, TimeSpan interval, Uri? collector = null)
    {
        // 1. Workers, which start and stop with the host.
        builder.Services.AddTureen();
        builder.Services.AddHealthChecks().AddTureen();

        // 2. What they measure.
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder()
            .AddMeter(TureenMetrics.MeterName)
            .AddOtlpExporter((exporter, reader) =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = collector ?? exporter.Endpoint;
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)interval.TotalMilliseconds;
            })
            .Build());

        WebApplication app = builder.Build();
        app.Services.GetRequiredService<MeterProvider>();
        app.MapHealthChecks("/health");
        return app;
    }
}
