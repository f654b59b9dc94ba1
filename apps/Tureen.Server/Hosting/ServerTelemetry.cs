using OpenTelemetry;
using OpenTelemetry.Exporter;
using Tureen.Rooms;
using Tureen.Rooms.Status;

namespace Tureen.Server.Hosting;

/// <summary>What the server shows of itself: health, measurements and traces.</summary>
internal static class ServerTelemetry
{
    public static void Add(IServiceCollection services, Uri? otlpEndpoint)
    {
        services.AddHealthChecks().AddCheck<ReadyCheck>("ready");
        services.AddSingleton<MetricsPage>();
        if (otlpEndpoint is not null)
        {
            services.AddOpenTelemetry()
                .WithMetrics(static metrics => metrics.AddMeter(MetricsPage.Meters))
                .WithTracing(static traces => traces.AddSource(TureenRoomsTelemetry.ActivitySourceName))
                .UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, otlpEndpoint);
        }
    }
}
