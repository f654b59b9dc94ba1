using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Tureen.Client.Native.Whip;

/// <summary>A session at an endpoint, as HTTP sees it: made by POST, changed by PATCH, ended by DELETE.</summary>
internal sealed class WhipResource
{
    private const string Sdp = "application/sdp";
    private const string Fragment = "application/trickle-ice-sdpfrag";
    private const string AnyTag = "*";

    private static readonly HttpClient Shared = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    private readonly WhipOptions _options;
    private readonly HttpClient _http;
    private string? _entityTag;

    private WhipResource(WhipOptions options, HttpClient http, Uri url, string answer)
    {
        _options = options;
        _http = http;
        Url = url;
        Answer = answer;
    }

    public Uri Url { get; }

    /// <summary>The description that the endpoint answered with.</summary>
    public string Answer { get; }

    /// <summary>The STUN and TURN servers that the endpoint names.</summary>
    public IReadOnlyList<IceServer> IceServers { get; private init; } = [];

    /// <summary>Offers a description.</summary>
    /// <exception cref="WhipException">The endpoint refuses, or names no session.</exception>
    public static async Task<WhipResource> CreateAsync(WhipOptions options, string offer, CancellationToken cancellation)
    {
        HttpClient http = options.HttpClient ?? Shared;
        Uri url = options.Url;
        for (int redirects = 0; ; redirects++)
        {
            using HttpResponseMessage response = await SendAsync(http, options, Request(HttpMethod.Post, url, offer, Sdp), cancellation).ConfigureAwait(false);
            bool isMoved = response.StatusCode is HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
            if (!isMoved)
            {
                return await ReadAsync(options, http, url, response, cancellation).ConfigureAwait(false);
            }

            url = redirects < WhipLimits.MaxRedirects && response.Headers.Location is { } location
                ? Follow(url, location)
                : throw new WhipException($"more than {WhipLimits.MaxRedirects} redirections, or one without Location", (int)response.StatusCode);
        }
    }

    /// <summary>Sends candidates that were not in the offer (RFC 9725 §4.3.1). Endpoints that need none may refuse them.</summary>
    public async Task TrickleAsync(string fragment, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Request(HttpMethod.Patch, Url, fragment, Fragment);
        SetTag(request, _entityTag ?? AnyTag);
        using HttpResponseMessage response = await SendAsync(_http, _options, request, cancellation).ConfigureAwait(false);
    }

    /// <summary>Restarts ICE and returns the endpoint's answer (RFC 9725 §4.3.2).</summary>
    /// <exception cref="WhipException">The endpoint refuses.</exception>
    public async Task<string> RestartAsync(string fragment, CancellationToken cancellation)
    {
        using HttpRequestMessage request = Request(HttpMethod.Patch, Url, fragment, Fragment);
        SetTag(request, AnyTag);
        using HttpResponseMessage response = await SendAsync(_http, _options, request, cancellation).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await RefusedAsync(response, cancellation).ConfigureAwait(false);
        }

        _entityTag = response.Headers.ETag?.ToString() ?? _entityTag;
        return await BodyAsync(response, cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the session. The endpoint may know better, or not answer: it notices the end of the connection, too.</summary>
    public async Task EndAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(WhipLimits.EndTime);
            using HttpResponseMessage response = await SendAsync(_http, _options, new HttpRequestMessage(HttpMethod.Delete, Url), limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or WhipException)
        {
            // See above.
        }
    }

    private static HttpRequestMessage Request(HttpMethod method, Uri url, string body, string type) =>
        new(method, url) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };

    /// <summary>Entity tags and the star that stands for any are written alike.</summary>
    private static void SetTag(HttpRequestMessage request, string tag) => request.Headers.TryAddWithoutValidation("If-Match", tag);

    private static Uri Follow(Uri from, Uri location)
    {
        var target = new Uri(from, location);
        bool isSafe = target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp);
        return isSafe ? target : throw new WhipException($"the endpoint leads from {from.Scheme} to {target.Scheme}");
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient http, WhipOptions options, HttpRequestMessage request, CancellationToken cancellation)
    {
        bool isSameOrigin = Uri.Compare(request.RequestUri, options.Url, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
        if (options.Token.Length > 0 && isSameOrigin)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Token);
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(WhipLimits.RequestTime);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new WhipException(string.Create(CultureInfo.InvariantCulture, $"no answer within {WhipLimits.RequestTime.TotalSeconds} s"));
        }
    }

    private static async Task<WhipResource> ReadAsync(WhipOptions options, HttpClient http, Uri url, HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.StatusCode != HttpStatusCode.Created)
        {
            throw await RefusedAsync(response, cancellation).ConfigureAwait(false);
        }

        Uri location = response.Headers.Location ?? throw new WhipException("the answer has no Location", (int)response.StatusCode);
        string answer = await BodyAsync(response, cancellation).ConfigureAwait(false);
        return new WhipResource(options, http, Follow(url, location), answer)
        {
            _entityTag = response.Headers.ETag?.ToString(),
            IceServers = response.Headers.TryGetValues("Link", out IEnumerable<string>? links) ? WhipLinks.Read(links) : [],
        };
    }

    private static async Task<WhipException> RefusedAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        string reason = await BodyAsync(response, cancellation).ConfigureAwait(false);
        reason = reason.Length > WhipLimits.MaxReasonLength ? reason[..WhipLimits.MaxReasonLength] : reason;
        return new WhipException($"the endpoint answers {(int)response.StatusCode}: {reason.Trim()}", (int)response.StatusCode)
        {
            RetryAfter = response.Headers.RetryAfter?.Delta,
        };
    }

    /// <summary>The text of an answer, as far as it is read.</summary>
    private static async Task<string> BodyAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(WhipLimits.RequestTime);
        await using Stream stream = await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false);
        var buffer = new byte[WhipLimits.MaxBodyLength];
        int length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limit.Token).ConfigureAwait(false);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }
}
