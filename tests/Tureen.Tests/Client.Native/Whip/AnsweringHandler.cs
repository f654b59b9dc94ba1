namespace Tureen.Tests.Client.Native.Whip;

/// <summary>Answers HTTP requests in place of a server, and keeps what they were.</summary>
internal sealed class AnsweringHandler : HttpMessageHandler
{
    public Func<Uri, HttpResponseMessage> Next { get; set; } = static _ => throw new InvalidOperationException("no answer");

    public List<(string Method, Uri Url, string? Authorization, string? IfMatch)> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string? tag = request.Headers.TryGetValues("If-Match", out IEnumerable<string>? values) ? values.Single() : null;
        Requests.Add((request.Method.Method, request.RequestUri!, request.Headers.Authorization?.ToString(), tag));
        return Task.FromResult(Next(request.RequestUri!));
    }
}
