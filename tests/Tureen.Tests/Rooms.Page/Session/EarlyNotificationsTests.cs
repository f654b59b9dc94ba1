using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class EarlyNotificationsTests
{
    private readonly EarlyNotifications _early = new();

    [Fact]
    public void Only_what_concerns_a_consumer_that_is_being_made_is_kept()
    {
        _early.Keep("a", "consumerPaused", new JsonObject());
        _early.Begin("a");
        _early.Begin("b");
        _early.Keep("a", "consumerScore", new JsonObject());
        _early.Keep("a", "consumerClosed", new JsonObject());
        Assert.Equal(["consumerScore", "consumerClosed"], _early.End("a").Select(static kept => kept.Method));
        Assert.Empty(_early.End("a"));
        Assert.Empty(_early.End("b"));
    }

    [Fact]
    public void Scores_are_left_out_first_when_there_are_too_many()
    {
        _early.Begin("a");
        _early.Keep("a", "consumerPaused", new JsonObject());
        for (int index = 0; index < 2 * EarlyNotifications.MaxPerConsumer; index++)
        {
            _early.Keep("a", "consumerScore", new JsonObject());
        }

        _early.Keep("a", "consumerClosed", new JsonObject());
        IReadOnlyList<(string Method, JsonNode Data)> kept = _early.End("a");
        Assert.Equal(EarlyNotifications.MaxPerConsumer, kept.Count);
        Assert.Equal("consumerPaused", kept[0].Method);
        Assert.Equal("consumerClosed", kept[^1].Method);
    }

    /// <summary>A consumer is as it would be if it had been there at once, whenever it is ready.</summary>
    [Fact]
    public void The_moment_at_which_a_consumer_is_ready_makes_no_difference()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            List<(string Method, JsonNode Data)> all = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => Draw(random))];
            RemoteMedia atOnce = Media();
            all.ForEach(one => atOnce.TryApply(one.Method, one.Data));

            int readyAfter = random.Next(all.Count + 1);
            _early.Begin("a");
            all.Take(readyAfter).ToList().ForEach(one => _early.Keep("a", one.Method, one.Data));
            RemoteMedia late = Media();
            foreach ((string method, JsonNode data) in _early.End("a").Concat(all.Skip(readyAfter)))
            {
                Assert.True(late.TryApply(method, data), $"seed {seed}");
            }

            Assert.True(
                (atOnce.IsPaused, atOnce.Quality) == (late.IsPaused, late.Quality),
                $"seed {seed}, round {round}: {atOnce.Quality} and {late.Quality}");
        }
    }

    [Fact]
    public void A_change_of_layers_and_of_score_is_shown()
    {
        RemoteMedia media = Media();
        media.TryApply("consumerScore", JsonNode.Parse("""{"score":{"score":9,"producerScore":7,"producerScores":[7]}}""")!);
        media.TryApply("consumerLayersChanged", JsonNode.Parse("""{"layers":{"spatialLayer":2,"temporalLayer":1}}""")!);
        Assert.Equal(new Quality(7, 2, 1), media.Quality);
        media.TryApply("consumerLayersChanged", new JsonObject());
        Assert.Equal(new Quality(7, null, null), media.Quality);
        Assert.False(media.TryApply("consumerClosed", new JsonObject()));
    }

    private static RemoteMedia Media() => new(null!, "peer", MediaSource.Screen, hasLayers: true);

    private static (string Method, JsonNode Data) Draw(Random random) => random.Next(4) switch
    {
        0 => ("consumerPaused", new JsonObject()),
        1 => ("consumerResumed", new JsonObject()),
        2 => ("consumerScore", new JsonObject { ["score"] = new JsonObject { ["score"] = random.Next(11), ["producerScore"] = random.Next(11) } }),
        _ => ("consumerLayersChanged", new JsonObject { ["layers"] = new JsonObject { ["spatialLayer"] = random.Next(3), ["temporalLayer"] = random.Next(3) } }),
    };
}
