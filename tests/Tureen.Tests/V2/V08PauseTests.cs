using System.Text.Json.Nodes;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 8: who pauses, who is notified, and what the methods return.</summary>
public sealed class V08PauseTests
{
    [Fact]
    public async Task The_application_pauses_a_producer_and_resumes_it()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();

        Assert.True(pair.Producer.Pause(JsonValue.Create("x")));
        Assert.True(pair.Producer.Pause());
        Assert.Equal(["alice< producerPaused \"x\"", "bob< consumerPaused", "consumer pause Source", "producer pause Local \"x\""], pair.Take());
        Assert.True(pair.Consumer.SourcePaused && pair.Consumer.Paused);
        Assert.True(pair.Producer.Resume(JsonValue.Create("y")));
        Assert.True(pair.Producer.Resume());
        Assert.Equal(["alice< producerResumed \"y\"", "bob< consumerResumed", "consumer resume Source", "producer resume Local \"y\""], pair.Take());
        Assert.False(pair.Producer.Paused);
    }

    [Fact]
    public async Task Each_flag_of_a_producer_has_its_events_and_the_media_flows_without_both()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        JsonObject named = new() { ["id"] = pair.Producer.Id, ["appData"] = 1 };

        await pair.Alice.NotifyAsync("pauseProducer", named);
        await pair.Alice.NotifyAsync("pauseProducer", named);
        Assert.Equal(["bob< consumerPaused", "consumer pause Source", "producer pause Remote 1"], pair.Take());
        pair.Producer.Pause();
        Assert.Equal(["alice< producerPaused", "producer pause Local"], pair.Take());
        Assert.False(pair.Producer.Resume());
        Assert.Equal(["alice< producerResumed", "producer resume Local"], pair.Take());
        await pair.Alice.NotifyAsync("resumeProducer", named);
        Assert.Equal(["bob< consumerResumed", "consumer resume Source", "producer resume Remote 1"], pair.Take());
        Assert.False(pair.Producer.RouterProducer.Paused && pair.Producer.Paused);
    }

    [Fact]
    public async Task Both_sides_pause_a_consumer_and_only_the_servers_pause_is_notified()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        JsonObject named = new() { ["id"] = pair.Consumer.Id, ["appData"] = "c" };

        await pair.Bob.NotifyAsync("pauseConsumer", named);
        Assert.Equal(["consumer pause Remote \"c\""], pair.Take());
        Assert.True(pair.Consumer.Pause(JsonValue.Create("s")));
        Assert.Equal(["bob< consumerPaused \"s\"", "consumer pause Local \"s\""], pair.Take());
        Assert.False(pair.Consumer.Resume());
        Assert.Equal(["bob< consumerResumed", "consumer resume Local"], pair.Take());
        await pair.Bob.NotifyAsync("resumeConsumer", named);
        Assert.Equal(["consumer resume Remote \"c\""], pair.Take());
        Assert.False(pair.Consumer.Paused);
    }

    [Fact]
    public async Task Nobody_is_notified_of_what_is_not_enabled_or_paused_anyway()
    {
        await using V2Pair pair = await V2Pair.CreateAsync(isEnabled: false);

        pair.Consumer.Pause();
        pair.Consumer.Resume();
        pair.Producer.Pause();
        Assert.DoesNotContain(pair.Take(), line => line.StartsWith("bob<", StringComparison.Ordinal));
        pair.Producer.Resume();
        await pair.Bob.EnableAsync(pair.Consumer, 2);
        pair.Consumer.Pause();
        pair.Take();
        pair.Producer.Pause();
        Assert.DoesNotContain(pair.Take(), line => line.StartsWith("bob<", StringComparison.Ordinal));
        pair.Consumer.Resume();
        Assert.Equal(["consumer resume Local"], pair.Take());
    }

    [Fact]
    public async Task What_is_closed_is_neither_paused_nor_resumed()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        pair.Consumer.Close();
        pair.Producer.Close();
        pair.Take();

        Assert.False(pair.Producer.Pause());
        Assert.False(pair.Producer.Resume());
        Assert.False(pair.Consumer.Pause());
        Assert.False(pair.Consumer.Resume());
        Assert.Empty(pair.Take());
    }
}
