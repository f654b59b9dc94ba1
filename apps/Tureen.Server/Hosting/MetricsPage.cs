using System.Text;
using System.Text.RegularExpressions;
using Prometheus;
using Tureen.Rooms;
using Tureen.Rooms.Hosting;
using Tureen.Rooms.Moderation;
using Tureen.Rooms.Security;

namespace Tureen.Server.Hosting;

/// <summary>The measurements of the server for Prometheus, at <see cref="Path"/>. For administrators, as the numbers of a server are not for all.</summary>
internal sealed partial class MetricsPage : IDisposable
{
    public const string Path = "/metrics";

    /// <summary>The meters whose instruments are shown.</summary>
    public static readonly string[] Meters =
        [TureenMetrics.MeterName, TureenRoomsTelemetry.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly CollectorRegistry _collected = Metrics.NewCustomRegistry();
    private readonly IDisposable _adapter;

    public MetricsPage() => _adapter = MeterAdapter.StartListening(new MeterAdapterOptions
    {
        Registry = _collected,
        MetricFactory = Metrics.WithCustomRegistry(_collected),
        InstrumentFilterPredicate = static instrument => Meters.Contains(instrument.Meter.Name, StringComparer.Ordinal),
    });

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        IServiceProvider services = endpoints.ServiceProvider;
        RouteGroupBuilder group = endpoints.MapGroup(string.Empty);
        RouteGroupBuilder page = group.MapGroup(string.Empty);
        page.MapGet(Path, services.GetRequiredService<MetricsPage>().WriteAsync)
            .Describe("Server", "The measurements of the server for Prometheus.", "text/plain");
        services.GetRequiredService<ModerationGate>().Guard(page);
        services.GetRequiredService<RequestGate>().Guard(group, new EndpointRules { Kind = RequestKind.Status });
    }

    public void Dispose() => _adapter.Dispose();

    /// <summary>The adapter puts the name of the meter before the names of its instruments, which say it already.</summary>
    private async Task WriteAsync(HttpContext context)
    {
        using var text = new MemoryStream();
        await _collected.CollectAndExportAsTextAsync(text, context.RequestAborted);
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        await context.Response.WriteAsync(
            MeterPrefix().Replace(Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length), "${comment}"), context.RequestAborted);
    }

    [GeneratedRegex(
        "^(?<comment># (HELP|TYPE) )?(tureen_rooms|tureen|microsoft_aspnetcore_hosting|microsoft_aspnetcore_server_kestrel|system_runtime)_",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex MeterPrefix();
}
