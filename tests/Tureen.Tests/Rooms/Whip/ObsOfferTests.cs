using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tureen.Ortc.Sdp;
using Tureen.Rooms;
using Tureen.Rooms.Signaling;
using Tureen.Rooms.Whip;

namespace Tureen.Tests.Rooms.Whip;

/// <summary>
/// Offers in the form of OBS, by public reports: ICE and DTLS in the session alone, a second group, no candidates although it names trickle ICE, one section for
/// each kind, and retransmissions of which it does not name the stream.
/// </summary>
public sealed class ObsOfferTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync() => _app = await RoomsHost.StartAsync(static options => options.AllowAnonymous = true);

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("obs-h264.sdp", "H264")]
    [InlineData("obs-h264-rtx.sdp", "H264")]
    [InlineData("obs-av1.sdp", "AV1")]
    public async Task An_offer_of_OBS_is_taken_whole_and_its_tracks_are_seen(string fixture, string codec)
    {
        string offer = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", fixture), TestContext.Current.CancellationToken);
        await using DemoClient ann = new(await RoomsHost.ConnectAsync(_app, "studio", "ann"), Dialect.Classic);
        await ann.CreateTransportsAsync();
        await ann.JoinAsync("ann");

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(RoomsHost.AddressOf(_app), RoomsHost.Prefix + "/studio/whip?peerId=obs"));
        request.Content = new StringContent(offer.ReplaceLineEndings("\r\n"), Encoding.UTF8, SdpMessage.Sdp);
        using HttpResponseMessage answered = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        string text = await answered.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // 1. OBS follows the session by Location, and ends it with DELETE.
        Assert.True(answered.StatusCode == HttpStatusCode.Created, text);
        Assert.NotNull(answered.Headers.Location);

        // 2. One section for each, in the order of the offer, received only, with all that OBS reads.
        SessionDescription answer = SessionDescription.Parse(text);
        Assert.Equal(["0", "1"], answer.Media.Select(static media => media.Mid));
        Assert.Equal(2, text.Split("a=recvonly\r\n").Length - 1);
        Assert.Contains($"a=rtpmap:96 {codec}/90000", text, StringComparison.Ordinal);
        Assert.Contains("a=candidate:", text, StringComparison.Ordinal);
        Assert.Contains("a=setup:passive", text, StringComparison.Ordinal);
        Assert.Contains("a=rtcp-fb:96 nack pli", text, StringComparison.Ordinal);

        // 3. Both tracks are in the room.
        ParticipantInfo obs = await _app.Services.GetRequiredService<RoomControl>().GetParticipantAsync("studio", "obs");
        Assert.Equal(["audio", "video"], obs.Tracks.Select(static track => track.Kind).Order(StringComparer.Ordinal));
    }
}
