namespace Tureen.Rooms.Webhooks;

/// <summary>Counts the attempts of a request, inside of what repeats it.</summary>
internal sealed class WebhookAttempts : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<int[]> Key = new("attempts");

    /// <summary>Lets the attempts of a request be counted.</summary>
    /// <returns>Their number, which grows.</returns>
    public static int[] Attach(HttpRequestMessage request)
    {
        int[] count = [0];
        request.Options.Set(Key, count);
        return count;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(Key, out int[]? count))
        {
            count[0]++;
        }

        return base.SendAsync(request, cancellationToken);
    }
}
