using System.Net.Http.Headers;
using Polly.Timeout;
using Tureen.Rooms.Logging;

namespace Tureen.Rooms.Webhooks;

/// <summary>Sends one event to one receiver, as often as needed.</summary>
internal sealed class WebhookSender(IHttpClientFactory clients, TureenRoomsOptions options, WebhookLog log, TimeProvider time, PacedLoggerFactory loggers)
{
    /// <summary>The name of the client, under which its policies are.</summary>
    public const string ClientName = "Tureen.Rooms.Webhooks";

    private readonly ILogger _logger = loggers.CreateLogger<WebhookSender>();

    /// <summary>Completes when the receiver has the event, or does not take it. Never throws, unless it is canceled.</summary>
    public async Task SendAsync(WebhookBody body, Uri url, CancellationToken cancellationToken)
    {
        using HttpClient client = clients.CreateClient(ClientName);
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body.Bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", WebhookSignature.Sign(body, options.WebhookKey!, time.GetUtcNow().UtcDateTime));
        int[] attempts = WebhookAttempts.Attach(request);
        int? status = null;
        string? error;
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            status = (int)response.StatusCode;
            error = response.IsSuccessStatusCode ? null : $"the receiver answers {status}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException)
        {
            error = exception.Message;
        }

        Log(body, url, attempts[0], status, error);
    }

    /// <summary>Logs an event that is not sent, because too many wait.</summary>
    public void Drop(WebhookBody body, Uri url) => Log(body, url, 0, null, "too many events wait");

    private void Log(WebhookBody body, Uri url, int attempts, int? status, string? error)
    {
        if (error is not null)
        {
            _logger.LogWarning("Webhook {Event} of room {RoomId} does not arrive: {Reason}", body.Event, LogText.Of(body.RoomId), LogText.Of(error));
        }

        log.Add(new WebhookDelivery
        {
            Id = body.Id,
            Event = body.Event,
            RoomId = body.RoomId,
            Url = url.GetLeftPart(UriPartial.Path),
            At = time.GetUtcNow(),
            Attempts = attempts,
            Status = status,
            Error = error,
        });
    }
}
