using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Ortc.Sdp;
using Tureen.Rooms;
using Tureen.Rooms.Rooms;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Whip;

namespace Tureen.Tests.Rooms.Whip;

/// <summary>WHIP and WHEP over HTTP, with right and wrong requests (RFC 9725).</summary>
public sealed class WhipRoutesTests : IAsyncLifetime
{
    private const string Key = "a key of 32 bytes, or even more..";
    private const string RoomPath = RoomsHost.Prefix + "/studio";
    private const string Fragment = "a=ice-ufrag:{0}\r\na=ice-pwd:0123456789012345678901\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n";

    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await RoomsHost.StartAsync(static options => options.TokenKey = Key);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("POST", "/whip")]
    [InlineData("POST", "/whep")]
    [InlineData("OPTIONS", "/whip")]
    [InlineData("PATCH", "/whip/a")]
    [InlineData("DELETE", "/whip/a")]
    [InlineData("PATCH", "/whep/a")]
    [InlineData("DELETE", "/whep/a")]
    [InlineData("POST", "/whep/a/layers")]
    public async Task Nothing_answers_without_a_token_for_the_room(string method, string path)
    {
        foreach (string? token in new[] { null, "wrong", Token("ann", room: "attic"), Token("ann", validFor: TimeSpan.FromMinutes(-1)) })
        {
            using HttpResponseMessage answer = await SendAsync(method, path, Offer(), token);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
        }
    }

    [Fact]
    public async Task A_session_is_made_changed_and_ended()
    {
        // 1. Made: the answer takes what was offered, and the room shows the publisher.
        using HttpResponseMessage created = await SendAsync("POST", "/whip", Offer(), Token("ann"));
        Assert.Equal((HttpStatusCode.Created, "application/sdp"), (created.StatusCode, created.Content.Headers.ContentType!.MediaType));
        string session = created.Headers.Location!.ToString();
        Assert.StartsWith(RoomPath + "/whip/", session, StringComparison.Ordinal);
        SessionDescription answer = SessionDescription.Parse(await created.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["passive", "passive"], answer.Media.Select(static media => media.Attribute("setup")));
        Assert.All(answer.Media, static media => Assert.NotNull(media.Attribute("recvonly")));
        await using DemoClient peer = new(await RoomsHost.ConnectAsync(_app, "studio", "bob", "&token=" + Token("bob")), Dialect.Classic);
        await peer.JoinAsync("bob");
        Assert.Equal("ann", peer.Joined["peers"]![0]!["id"]!.GetValue<string>());

        // 2. Candidates change nothing; other credentials restart ICE, with a new tag.
        string tag = created.Headers.ETag!.ToString();
        using HttpResponseMessage trickled = await PatchAsync(session, "user", tag);
        Assert.Equal(HttpStatusCode.NoContent, trickled.StatusCode);
        using HttpResponseMessage restarted = await PatchAsync(session, "other", "*");
        Assert.Equal(HttpStatusCode.OK, restarted.StatusCode);
        string fragment = await restarted.Content.ReadAsStringAsync(Stop);
        Assert.Contains("a=candidate:", fragment, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Media[0].Attribute("ice-ufrag")!, fragment, StringComparison.Ordinal);
        Assert.NotEqual(tag, restarted.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, await StatusAsync(PatchAsync(session, "other", tag)));
        Assert.Equal((HttpStatusCode)428, await StatusAsync(PatchAsync(session, "other", null)));

        // 3. Ended by its own identity alone.
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(SendAsync("DELETE", session, null, Token("mallory"))));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(SendAsync("DELETE", session, null, Token("ann"))));
        await peer.Raw.WaitForAsync("peerClosed");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(SendAsync("DELETE", session, null, Token("ann"))));
    }

    [Fact]
    public async Task A_player_gets_its_own_numbers_and_ends_with_the_publisher()
    {
        using HttpResponseMessage refused = await SendAsync("POST", "/whep", Offer("recvonly", opus: 96, vp8: 111), Token("bob"));
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        using HttpResponseMessage published = await SendAsync("POST", "/whip", Offer(), Token("ann"));

        using HttpResponseMessage playing = await SendAsync("POST", "/whep?source=ann", Offer("recvonly", opus: 96, vp8: 111), Token("bob"));
        Assert.Equal(HttpStatusCode.Created, playing.StatusCode);
        SessionDescription answer = SessionDescription.Parse(await playing.Content.ReadAsStringAsync(Stop));
        Assert.Equal(["96", "111 112"], answer.Media.Select(static media => media.Formats));
        Assert.All(answer.Media, static media => Assert.NotNull(media.Attribute("sendonly")));
        Assert.Equal(["3 urn:ietf:params:rtp-hdrext:sdes:mid"], answer.Media[1].Attributes("extmap"));

        await StatusAsync(SendAsync("DELETE", published.Headers.Location!.ToString(), null, Token("ann")));
        for (int left = 2_000; await StatusAsync(PatchAsync(playing.Headers.Location!.ToString(), "user", "*", Token("bob"))) != HttpStatusCode.NotFound; left--)
        {
            Assert.True(left > 0, "The player's session did not end.");
        }
    }

    [Fact]
    public async Task What_is_wrong_makes_no_session_and_is_named()
    {
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, await StatusAsync(SendAsync("POST", "/whip", "{}", Token("ann"), "application/json")));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(SendAsync("POST", "/whip", "hello", Token("ann"))));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(SendAsync("POST", "/whip", "v=0\r\n", Token("ann"))));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(SendAsync("POST", "/whip", Offer().Replace("a=fingerprint", "a=x", StringComparison.Ordinal), Token("ann"))));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(
            SendAsync("POST", "/whip", Offer() + string.Concat(Enumerable.Repeat("m=audio 9 RTP/AVP 0\r\n", WhipLimits.MaxSections)), Token("ann"))));
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge, await StatusAsync(SendAsync("POST", "/whip", Offer() + new string('a', WhipLimits.MaxOfferLength), Token("ann"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(SendAsync("POST", "/whip", Offer("recvonly"), Token("ann"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(
            SendAsync("POST", "/whip", Offer().Replace("a=group:BUNDLE 0 1\r\n", "", StringComparison.Ordinal), Token("ann"))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(SendAsync("POST", "/whip", Offer(), Token("ann", RoomGrants.Join | RoomGrants.Audio))));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(SendAsync("POST", "/whep", Offer("recvonly"), Token("ann", RoomGrants.Join))));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(SendAsync("GET", "/whip", null, Token("ann"))));

        using HttpResponseMessage first = await SendAsync("POST", "/whip", Offer(), Token("ann"));
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await StatusAsync(SendAsync("POST", "/whip", Offer(), Token("ann"))));
    }

    [Fact]
    public async Task A_player_that_is_refused_takes_no_place()
    {
        using HttpResponseMessage published = await SendAsync("POST", "/whip", Offer(), Token("ann"));
        string offer = Offer("recvonly");
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(
            SendAsync("POST", "/whep", offer.Replace("a=fingerprint", "a=x", StringComparison.Ordinal), Token("bob"))));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await StatusAsync(
            SendAsync("POST", "/whep", offer.Replace("opus", "none", StringComparison.Ordinal).Replace("VP8", "none", StringComparison.Ordinal), Token("bob"))));
        Room room = _app.Services.GetRequiredService<RoomRegistry>().Find("studio")!;
        Assert.Equal((0, 0), (room.PlayerCount, room.ConsumerCount));

        using HttpResponseMessage playing = await SendAsync("POST", "/whep", offer, Token("bob"));
        Assert.Equal((HttpStatusCode.Created, 1, 2), (playing.StatusCode, room.PlayerCount, room.ConsumerCount));
        string session = playing.Headers.Location!.ToString();
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            await StatusAsync(SendAsync("POST", session + "/layers", new string(' ', WhipLimits.MaxLayersLength + 1), Token("bob"), "application/json")));
        await StatusAsync(SendAsync("DELETE", session, null, Token("bob")));
        Assert.Equal((0, 0), (room.PlayerCount, room.ConsumerCount));
    }

    [Fact]
    public async Task A_page_of_an_allowed_origin_asks_first_and_reads_the_location()
    {
        await using WebApplication app = await RoomsHost.StartAsync(static options => options.AllowedOrigins = ["https://player.example"]);
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(RoomsHost.AddressOf(app), RoomPath + "/whip"));
        request.Headers.Add("Origin", "https://player.example");
        request.Headers.Add("Access-Control-Request-Method", "POST");
        using HttpResponseMessage answer = await _http.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("https://player.example", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
    }

    private static string Offer(string direction = "sendonly", int opus = 111, int vp8 = 96)
    {
        bool isSending = direction == "sendonly";
        return "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=ice-ufrag:user\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\n"
            + "a=fingerprint:sha-256 " + string.Join(':', Enumerable.Repeat("A1", 32)) + "\r\n"
            + $"m=audio 9 UDP/TLS/RTP/SAVPF {opus}\r\na=mid:0\r\na={direction}\r\na=rtcp-mux\r\na=rtpmap:{opus} opus/48000/2\r\n"
            + (isSending ? "a=ssrc:11 cname:c\r\n" : "")
            + $"m=video 9 UDP/TLS/RTP/SAVPF {vp8} {vp8 + 1}\r\na=mid:1\r\na={direction}\r\na=rtcp-mux\r\na=rtpmap:{vp8} VP8/90000\r\n"
            + $"a=rtcp-fb:{vp8} nack\r\na=rtpmap:{vp8 + 1} rtx/90000\r\na=fmtp:{vp8 + 1} apt={vp8}\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\n"
            + (isSending ? "a=ssrc-group:FID 21 22\r\na=ssrc:21 cname:c\r\na=ssrc:22 cname:c\r\n" : "");
    }

    private static string Token(string identity, RoomGrants grants = RoomGrants.Participant, string room = "studio", TimeSpan? validFor = null) =>
        new RoomToken { Room = room, Identity = identity, Grants = grants, ValidFor = validFor ?? TimeSpan.FromHours(1) }.Write(Key);

    private static async Task<HttpStatusCode> StatusAsync(Task<HttpResponseMessage> sending)
    {
        using HttpResponseMessage answer = await sending;
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> PatchAsync(string session, string user, string? tag, string? token = null) => SendAsync(
        "PATCH", session, Fragment.Replace("{0}", user, StringComparison.Ordinal), token ?? Token("ann"), SdpMessage.Fragment, tag);

    /// <param name="method">The method.</param>
    /// <param name="path">Below the room, or from the root.</param>
    /// <param name="body">The body; null for none.</param>
    /// <param name="token">The token; null for none.</param>
    /// <param name="contentType">The type of the body.</param>
    /// <param name="tag">The entity tag that the session must have; null for none.</param>
    private async Task<HttpResponseMessage> SendAsync(
        string method, string path, string? body, string? token, string contentType = SdpMessage.Sdp, string? tag = null)
    {
        string whole = path.StartsWith(RoomsHost.Prefix, StringComparison.Ordinal) ? path : RoomPath + path;
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(RoomsHost.AddressOf(_app), whole));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, contentType);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        }

        return await _http.SendAsync(request, Stop);
    }
}
