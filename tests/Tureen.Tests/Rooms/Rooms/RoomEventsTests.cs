using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Rooms;
using Tureen.Rooms.Hooks;

namespace Tureen.Tests.Rooms.Rooms;

public sealed class RoomEventsTests
{
    private const string Key = "a key of 32 bytes, or even more..";
    private const string Offer =
        "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=ice-ufrag:user\r\na=ice-pwd:0123456789012345678901\r\na=setup:actpass\r\n"
        + "a=fingerprint:sha-256 A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1:A1\r\n"
        + "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=sendonly\r\na=rtcp-mux\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:11 cname:c\r\n";

    [Fact]
    public async Task Events_and_lists_name_the_identity_of_a_publisher_by_WHIP()
    {
        var events = new Recorder();
        await using WebApplication app = await RoomsHost.StartAsync(
            static options => options.TokenKey = Key, builder => builder.Services.AddSingleton<IRoomEventListener>(events));
        using var http = new HttpClient { BaseAddress = RoomsHost.AddressOf(app) };
        using var request = new HttpRequestMessage(HttpMethod.Post, RoomsHost.Prefix + "/studio/whip?peerId=encoder")
        {
            Content = new StringContent(Offer, Encoding.UTF8, "application/sdp"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", new RoomToken { Room = "studio", Identity = "ann", Role = "camera" }.Write(Key));

        using HttpResponseMessage answer = await http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(
            [(RoomEventType.ParticipantJoined, "encoder", "ann", "camera"), (RoomEventType.TrackPublished, "encoder", "ann", "camera")],
            events.All.Where(static one => one.ParticipantId is not null).Select(static one => (one.Type, one.ParticipantId!, one.Identity!, one.Role!)));
        ParticipantInfo info = Assert.Single(await app.Services.GetRequiredService<RoomControl>().ListParticipantsAsync("studio"));
        Assert.Equal(("ann", true), (info.Identity, info.IsBroadcaster));
    }

    private sealed class Recorder : IRoomEventListener
    {
        public ConcurrentQueue<RoomEvent> All { get; } = new();

        public void Handle(RoomEvent happened) => All.Enqueue(happened);
    }
}
