using System.Net;
using Tureen.Client.Native;
using Tureen.Client.Native.Whip;

namespace Tureen.Tests.Client.Native.Whip;

/// <summary>What an endpoint may answer, over HTTP that the test answers.</summary>
public sealed class WhipResourceTests
{
    private readonly AnsweringHandler _handler = new();

    [Fact]
    public async Task A_session_has_an_address_an_answer_and_servers_and_is_ended_by_delete()
    {
        _handler.Next = static _ => Created("/session/1", static response =>
        {
            response.Headers.TryAddWithoutValidation("ETag", "\"one\"");
            response.Headers.TryAddWithoutValidation("Link", "<stun:stun.example.net>; rel=\"ice-server\"");
        });
        WhipResource resource = await CreateAsync();
        _handler.Next = static _ => new HttpResponseMessage(HttpStatusCode.NoContent);

        await resource.TrickleAsync("a=ice-ufrag:x\r\n", CancellationToken.None);
        await resource.EndAsync();

        Assert.Equal("answer", resource.Answer);
        Assert.Equal("stun:stun.example.net", Assert.Single(resource.IceServers).Urls[0]);
        Assert.Equal(["POST /whip", "PATCH /session/1", "DELETE /session/1"], _handler.Requests.Select(static request => $"{request.Method} {request.Url.AbsolutePath}"));
        Assert.Equal("\"one\"", _handler.Requests[1].IfMatch);
        Assert.All(_handler.Requests, static request => Assert.Equal("Bearer secret", request.Authorization));
    }

    [Fact]
    public async Task A_restart_takes_the_new_entity_tag()
    {
        _handler.Next = static _ => Created("/session/1", static response => response.Headers.TryAddWithoutValidation("ETag", "\"one\""));
        WhipResource resource = await CreateAsync();
        _handler.Next = static _ => Answered(HttpStatusCode.OK, "fragment", static response => response.Headers.TryAddWithoutValidation("ETag", "\"two\""));

        Assert.Equal("fragment", await resource.RestartAsync("x", CancellationToken.None));
        await resource.TrickleAsync("x", CancellationToken.None);

        Assert.Equal(["*", "\"two\""], _handler.Requests.Skip(1).Select(static request => request.IfMatch));
    }

    [Fact]
    public async Task A_redirection_is_followed_and_the_token_stays_with_its_origin()
    {
        _handler.Next = static request => request.Host == "example.net"
            ? Moved("https://other.example.net/whip2")
            : Created("https://other.example.net/session/1");

        WhipResource resource = await CreateAsync();

        Assert.Equal("https://other.example.net/session/1", resource.Url.ToString());
        Assert.Equal(["Bearer secret", null], _handler.Requests.Select(static request => request.Authorization));
    }

    [Theory]
    [InlineData("https://example.net/whip")]
    [InlineData("http://example.net/whip")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirections_without_end_or_to_a_weaker_scheme_are_refused(string target)
    {
        _handler.Next = _ => Moved(target);

        await Assert.ThrowsAsync<WhipException>(CreateAsync);

        Assert.InRange(_handler.Requests.Count, 1, WhipLimits.MaxRedirects + 1);
    }

    [Fact]
    public async Task A_refusal_shows_its_status_the_start_of_its_reason_and_when_to_ask_again()
    {
        _handler.Next = static _ => Answered(HttpStatusCode.NotFound, new string('x', 100_000), static response => response.Headers.TryAddWithoutValidation("Retry-After", "7"));

        WhipException refused = await Assert.ThrowsAsync<WhipException>(CreateAsync);

        Assert.Equal((404, TimeSpan.FromSeconds(7)), (refused.StatusCode, refused.RetryAfter));
        Assert.InRange(refused.Message.Length, 1, WhipLimits.MaxReasonLength + 50);
    }

    [Fact]
    public async Task An_answer_without_location_or_of_endless_length_does_no_harm()
    {
        _handler.Next = static _ => Answered(HttpStatusCode.Created, "answer");
        await Assert.ThrowsAsync<WhipException>(CreateAsync);

        _handler.Next = static _ => Created("/session/1", static _ => { }, new string('a', 3 * WhipLimits.MaxBodyLength));
        Assert.Equal(WhipLimits.MaxBodyLength, (await CreateAsync()).Answer.Length);
    }

    private static HttpResponseMessage Answered(HttpStatusCode status, string body, Action<HttpResponseMessage>? with = null)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body) };
        with?.Invoke(response);
        return response;
    }

    private static HttpResponseMessage Created(string location, Action<HttpResponseMessage>? with = null, string body = "answer") =>
        Answered(HttpStatusCode.Created, body, response =>
        {
            response.Headers.TryAddWithoutValidation("Location", location);
            with?.Invoke(response);
        });

    private static HttpResponseMessage Moved(string target) =>
        Answered(HttpStatusCode.TemporaryRedirect, "", response => response.Headers.TryAddWithoutValidation("Location", target));

    private Task<WhipResource> CreateAsync() => WhipResource.CreateAsync(
        new WhipOptions { Url = new Uri("https://example.net/whip"), Token = "secret", HttpClient = new HttpClient(_handler) }, "offer", CancellationToken.None);
}
