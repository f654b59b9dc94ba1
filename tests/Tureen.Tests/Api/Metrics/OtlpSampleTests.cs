using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tureen.Samples.Otlp;

namespace Tureen.Tests.Api.Metrics;

public sealed class OtlpSampleTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_collector_gets_the_metrics_of_the_sample_over_otlp()
    {
        var received = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using WebApplication collector = NewBuilder().Build();
        collector.Run(async context =>
        {
            var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            if (Mentions(body.ToArray(), "tureen.workers") && Mentions(body.ToArray(), "tureen.transports"))
            {
                received.TrySetResult(context.Request.Path.Value!);
            }
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        var endpoint = new Uri(collector.Urls.Single() + "/v1/metrics");

        await using WebApplication sample = OtlpHost.Build(NewBuilder(), TimeSpan.FromMilliseconds(100), endpoint);
        await sample.StartAsync(TestContext.Current.CancellationToken);
        string path = await received.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(sample.Urls.Single()) };
        string health = await client.GetStringAsync(new Uri("/health", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/v1/metrics", path);
        Assert.Equal("Healthy", health);
    }

    private static bool Mentions(ReadOnlySpan<byte> body, string instrument) => body.IndexOf(Encoding.UTF8.GetBytes(instrument)) > 0;

    private static WebApplicationBuilder NewBuilder()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        return builder;
    }
}
