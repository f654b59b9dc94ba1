using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tureen.Tests.Rooms;

namespace Tureen.Tests.Server.Hosting;

/// <summary>A collector on loopback for OTLP over HTTP: it reads the names of the spans and metrics out of the protocol buffers that arrive.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private const int SpanName = 5;
    private const int MetricName = 1;
    private const int LengthDelimited = 2;

    // The numbers of opentelemetry/proto/collector: a request has resources (1), these have scopes (2), these have spans or metrics (2).
    private static readonly int[] Items = [1, 2, 2];

    private readonly WebApplication _app;

    private OtlpCollector(WebApplication app) => _app = app;

    public ConcurrentBag<string> Spans { get; } = [];

    public ConcurrentBag<string> Metrics { get; } = [];

    public Uri Address => RoomsHost.AddressOf(_app);

    public static async Task<OtlpCollector> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        WebApplication app = builder.Build();
        var collector = new OtlpCollector(app);
        app.MapPost("/v1/traces", request => TakeAsync(request, collector.Spans, SpanName));
        app.MapPost("/v1/metrics", request => TakeAsync(request, collector.Metrics, MetricName));
        await app.StartAsync();
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task TakeAsync(HttpContext context, ConcurrentBag<string> names, int nameField)
    {
        Assert.Equal("application/x-protobuf", context.Request.ContentType);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        IEnumerable<byte[]> messages = [body.ToArray()];
        foreach (int field in Items)
        {
            messages = [.. messages.SelectMany(message => Fields(message, field))];
        }

        foreach (byte[] name in messages.SelectMany(message => Fields(message, nameField)))
        {
            names.Add(System.Text.Encoding.UTF8.GetString(name));
        }

        context.Response.ContentType = "application/x-protobuf";
    }

    /// <summary>The fields of one number that are messages or texts.</summary>
    private static IEnumerable<byte[]> Fields(byte[] message, int number)
    {
        int position = 0;
        while (position < message.Length)
        {
            ulong key = ReadVarint(message, ref position);
            int length = (int)(key & 7) switch
            {
                0 => SkipVarint(message, position),
                1 => 8,
                5 => 4,
                LengthDelimited => (int)ReadVarint(message, ref position),
                _ => throw new InvalidDataException($"wire type of {key}"),
            };
            if ((int)(key >> 3) == number && (key & 7) == LengthDelimited)
            {
                yield return message[position..(position + length)];
            }

            position += length;
        }
    }

    private static int SkipVarint(byte[] message, int position)
    {
        int start = position;
        ReadVarint(message, ref position);
        return position - start;
    }

    private static ulong ReadVarint(byte[] message, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[position++];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }
}
