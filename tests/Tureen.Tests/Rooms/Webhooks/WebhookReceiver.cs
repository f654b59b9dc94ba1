using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tureen.Tests.Rooms.Webhooks;

/// <summary>Somebody else's server that takes events, and answers with what the test wants.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    public const string Key = "a key for webhooks, of 32 bytes.";

    private readonly Channel<(JsonNode Body, bool IsSigned)> _taken = Channel.CreateUnbounded<(JsonNode, bool)>();
    private readonly WebApplication _app;
    private int _requests;

    private WebhookReceiver(WebApplication app, Func<int, Task<int>> answer)
    {
        _app = app;
        app.MapPost("/hooks", async context =>
        {
            int status = await answer(Interlocked.Increment(ref _requests));
            context.Response.StatusCode = status;
            if (status == StatusCodes.Status200OK)
            {
                await TakeAsync(context);
            }
        });
    }

    /// <summary>How often it was asked.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public Uri Url => new(new Uri(_app.Urls.First()), "/hooks");

    /// <param name="answer">The status for a request, by its number from 1.</param>
    public static async Task<WebhookReceiver> StartAsync(Func<int, Task<int>> answer)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new WebhookReceiver(builder.Build(), answer);
        await receiver._app.StartAsync();
        return receiver;
    }

    /// <summary>The next event that it took, and whether its signature is good.</summary>
    public Task<(JsonNode Body, bool IsSigned)> NextAsync() =>
        _taken.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        string token = context.Request.Headers.Authorization.ToString()["Bearer ".Length..];
        TokenValidationResult result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = "tureen",
            ValidateAudience = false,
            IssuerSigningKey = new SymmetricSecurityKey(Encoding.UTF8.GetBytes(Key)),
            LifetimeValidator = static (_, expires, _, _) => expires is not null,
        });
        bool isSigned = result.IsValid && Convert.ToBase64String(SHA256.HashData(body.ToArray())).Equals(result.Claims["sha256"]);
        _taken.Writer.TryWrite((JsonNode.Parse(body.ToArray())!, isSigned));
    }
}
