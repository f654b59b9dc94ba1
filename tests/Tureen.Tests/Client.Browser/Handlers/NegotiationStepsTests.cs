using Tureen.Client;
using Tureen.Client.Browser.Handlers;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

/// <summary>Commands in any order, some of which fail: what was sent before goes on, and the next command works.</summary>
public sealed class NegotiationStepsTests
{
    private static readonly string[] ExtensionsOfAll = [RtpHeaderExtensionUri.Mid, RtpHeaderExtensionUri.AbsSendTime, RtpHeaderExtensionUri.TransportWideCc];

    private readonly FakeListener _listener = new();
    private JsepPeerConnection _peer = null!;

    [Fact]
    public async Task A_video_section_used_again_after_audio_has_the_extensions_of_video()
    {
        BrowserHandler handler = Create("chromium");
        await handler.SendAsync(Options(MediaKind.Video));
        HandlerSendResult share = await handler.SendAsync(Options(MediaKind.Video));
        await handler.SendAsync(Options(MediaKind.Audio));
        await handler.StopSendingAsync(share.LocalId);

        HandlerSendResult again = await handler.SendAsync(Options(MediaKind.Video));

        AssertExtensions(again.RtpParameters);
        Assert.Equal(share.RtpParameters.HeaderExtensions.Count, again.RtpParameters.HeaderExtensions.Count);
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task After_a_refused_connection_the_next_tracks_are_sent(string browser)
    {
        BrowserHandler handler = Create(browser);
        _listener.Refusal = new MediasoupException("refused");
        await Assert.ThrowsAsync<MediasoupException>(() => handler.SendAsync(Options(MediaKind.Audio)));
        _listener.Refusal = null;

        HandlerSendResult microphone = await handler.SendAsync(Options(MediaKind.Audio));
        HandlerSendResult camera = await handler.SendAsync(Options(MediaKind.Video));

        Assert.Equal(2, _listener.Connects.Count);
        Assert.Equal([microphone.LocalId, camera.LocalId], _peer.Sending.Select(one => one.Mid));
    }

    [Theory]
    [InlineData("chromium")]
    [InlineData("firefox")]
    public async Task After_a_refused_data_channel_tracks_and_data_channels_are_sent(string browser)
    {
        BrowserHandler handler = Create(browser);
        _listener.Refusal = new MediasoupException("refused");
        await Assert.ThrowsAsync<MediasoupException>(() => handler.SendDataChannelAsync(new HandlerSendDataChannelOptions { Ordered = true }));
        _listener.Refusal = null;

        await handler.SendAsync(Options(MediaKind.Video));
        HandlerSendDataChannelResult channel = await handler.SendDataChannelAsync(new HandlerSendDataChannelOptions { Ordered = true });
        await handler.SendAsync(Options(MediaKind.Audio));

        Assert.Equal(0, channel.SctpStreamParameters.StreamId);
        Assert.Equal(2, _peer.Sending.Count());
    }

    [Fact]
    public async Task After_a_codec_that_fits_nothing_the_next_track_is_sent()
    {
        BrowserHandler handler = Create("chromium");
        await handler.SendAsync(Options(MediaKind.Audio));
        HandlerSendOptions wrong = new()
        {
            Track = new TestTrack("t", MediaKind.Video),
            Codec = new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/none", ClockRate = 90_000 },
        };

        await Assert.ThrowsAsync<MediasoupTypeException>(() => handler.SendAsync(wrong));
        await handler.SendAsync(Options(MediaKind.Video));

        Assert.Equal(2, _peer.Sending.Count());
    }

    [Fact]
    public async Task Forced_extensions_are_given_to_each_transceiver()
    {
        const string Forced = "{\"urn:x\":true}";
        BrowserHandler handler = HandlerScene.Create(
            BrowserProfile.Chrome111,
            TransportDirection.Send,
            _listener,
            (_, _) => _peer = new JsepPeerConnection(hasDataFirst: false),
            forcedExtensions: Forced);

        await handler.SendAsync(Options(MediaKind.Audio));
        await handler.SendAsync(Options(MediaKind.Video));

        Assert.Equal([Forced, Forced], _peer.Sending.Select(one => one.ForcedExtensions));
    }

    [Fact]
    public async Task A_direction_that_the_browser_refuses_is_as_before()
    {
        BrowserHandler handler = Create("chromium");
        HandlerSendResult video = await handler.SendAsync(Options(MediaKind.Video));
        _peer.Refusal = new MediasoupException("no");

        await Assert.ThrowsAsync<MediasoupException>(() => handler.PauseSendingAsync(video.LocalId));

        Assert.Equal("sendonly", Assert.Single(_peer.Sending).Direction);
    }

    [Theory]
    [InlineData("chromium", 1)]
    [InlineData("chromium", 2)]
    [InlineData("chromium", 3)]
    [InlineData("chromium", 4)]
    [InlineData("firefox", 1)]
    [InlineData("firefox", 2)]
    [InlineData("firefox", 3)]
    public async Task Whatever_is_opened_closed_paused_and_refused_in_any_order_what_is_open_is_sent(string browser, int seed)
    {
        Random random = new(seed);
        BrowserHandler handler = Create(browser);
        List<string> open = [];
        string steps = "";
        for (int step = 0; step < 200; step++)
        {
            bool isRefused = random.Next(5) == 0;
            _listener.Refusal = isRefused && random.Next(2) == 0 ? new MediasoupException("refused") : null;
            _peer.Refusal = isRefused && _listener.Refusal is null ? new MediasoupException("refused") : null;
            int action = random.Next(6);
            steps += $" {action}{(isRefused ? "!" : "")}";
            try
            {
                await StepAsync(handler, open, action, random);
            }
            catch (MediasoupException error) when (error.Message is "refused" && isRefused)
            {
            }
            catch (Exception error)
            {
                Assert.Fail($"seed {seed}, steps{steps}: {error}");
            }

            _peer.Refusal = null;
            Assert.True(open.Order().SequenceEqual(_peer.Sending.Select(one => one.Mid!).Order()), $"seed {seed}, steps{steps}");
        }
    }

    private static async Task StepAsync(BrowserHandler handler, List<string> open, int action, Random random)
    {
        string? chosen = open.Count == 0 ? null : open[random.Next(open.Count)];
        if (action < 2 || chosen is null)
        {
            HandlerSendResult sent = await handler.SendAsync(Options(random.Next(2) == 0 ? MediaKind.Audio : MediaKind.Video));
            open.Add(sent.LocalId);
            AssertExtensions(sent.RtpParameters);
            return;
        }

        switch (action)
        {
            case 2:
                open.Remove(chosen);
                await handler.StopSendingAsync(chosen);
                break;
            case 3:
                await handler.SendDataChannelAsync(new HandlerSendDataChannelOptions { Ordered = true });
                break;
            case 4:
                await handler.PauseSendingAsync(chosen);
                break;
            default:
                await handler.ResumeSendingAsync(chosen);
                break;
        }
    }

    private static void AssertExtensions(RtpParameters parameters) =>
        Assert.All(ExtensionsOfAll, uri => Assert.Contains(parameters.HeaderExtensions, extension => extension.Uri == uri));

    private static HandlerSendOptions Options(MediaKind kind) => new()
    {
        Track = new TestTrack("track", kind),
        Encodings = kind == MediaKind.Video ? [.. Enumerable.Range(1, 3).Select(one => new RtpEncodingParameters { MaxBitrate = one })] : null,
    };

    private BrowserHandler Create(string browser) => HandlerScene.Create(
        HandlerScene.ProfileOf(browser),
        TransportDirection.Send,
        _listener,
        (_, _) => _peer = new JsepPeerConnection(hasDataFirst: browser == "firefox"),
        browser);
}
