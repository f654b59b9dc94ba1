using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Engine.Primitives;
using Tureen.Ortc;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>What the two ends of a pipe know of each other, in virtual time.</summary>
public sealed class PipeStateTests
{
    [Theory]
    [InlineData(MediaKind.Audio)]
    [InlineData(MediaKind.Video)]
    public void Media_flows_while_somebody_at_the_far_node_wants_it(MediaKind kind)
    {
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore producer = pair.Near.Publish(kind);
        ProducerCore piped = pair.Far.Accept(pair.Near.Offer(producer));
        PipeConsumerCore carrier = Assert.Single(pair.Near.Offered.Values);
        pair.Run(10);
        Assert.False(carrier.IsActive, "Nobody consumes.");
        Assert.False(carrier.IsWanted);

        ConsumerCore consumer = pair.Far.Consume(piped);
        pair.Run(0.1);
        Assert.True(carrier.IsActive, "Somebody consumes.");
        pair.Far.CloseConsumer(consumer);
        pair.Run(WantedLayers.LowerDelay.TotalSeconds - 1);
        Assert.True(carrier.IsActive, "He may come back.");
        pair.Run(2);
        Assert.False(carrier.IsActive, "He does not.");
    }

    [Fact]
    public void Packets_arrive_where_they_are_wanted_and_no_others_are_sent()
    {
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore producer = pair.Near.Publish(MediaKind.Video);
        ProducerCore piped = pair.Far.Accept(pair.Near.Offer(producer));
        pair.Run(1);
        Send(pair, producer, from: 1, encodings: 1);
        Assert.Equal(0, Received(piped, 0));

        pair.Far.Consume(piped);
        pair.Run(0.1);
        Send(pair, producer, from: 101, encodings: 1);
        Assert.Equal(100, Received(piped, 0));
    }

    [Fact]
    public void Only_the_encodings_up_to_the_highest_wish_cross()
    {
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore producer = pair.Near.Publish(MediaKind.Video, encodings: 3);
        ProducerCore piped = pair.Far.Accept(pair.Near.Offer(producer));
        ConsumerCore low = pair.Far.Consume(piped, new ConsumerLayers(0));
        pair.Run(0.1);
        Send(pair, producer, from: 1, encodings: 3);
        Assert.Equal((100, 0, 0), (Received(piped, 0), Received(piped, 1), Received(piped, 2)));

        ConsumerCore middle = pair.Far.Consume(piped, new ConsumerLayers(1));
        pair.Run(0.1);
        Send(pair, producer, from: 101, encodings: 3);
        Assert.Equal((200, 100, 0), (Received(piped, 0), Received(piped, 1), Received(piped, 2)));

        // Less is wanted, and after a while less is sent.
        pair.Far.CloseConsumer(middle);
        pair.Run(WantedLayers.LowerDelay.TotalSeconds + 1);
        Send(pair, producer, from: 201, encodings: 3);
        Assert.Equal((300, 100), (Received(piped, 0), Received(piped, 1)));

        low.SetPreferredLayers(pair.World.Now, new ConsumerLayers(2), pair.Far.Server.Sink);
        pair.Run(0.1);
        Send(pair, producer, from: 301, encodings: 3);
        Assert.Equal((400, 200, 100), (Received(piped, 0), Received(piped, 1), Received(piped, 2)));
    }

    [Fact]
    public void The_publisher_learns_what_the_far_node_wants()
    {
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore producer = pair.Near.Publish(MediaKind.Video, encodings: 3);
        ProducerCore piped = pair.Far.Accept(pair.Near.Offer(producer));
        pair.Run(10);
        Assert.Equal(new ProducerLayersWanted(-1, -1), producer.Wanted.Reported);

        pair.Far.Consume(piped, new ConsumerLayers(1));
        pair.Run(0.1);
        Assert.Equal(1, producer.Wanted.Reported.SpatialLayer);
    }

    [Fact]
    public void Scores_of_the_original_reach_the_far_node()
    {
        using var pair = new PipePairWorld(1);
        pair.RunAll();
        Send(pair, pair.Producer, from: 2, encodings: 1);
        pair.Run(1);

        PipeSourceScoresEvent scores = pair.Far.Server.Events.OfType<PipeSourceScoresEvent>().Last();
        Assert.Equal(pair.Piped!.Id, scores.ProducerId);
        Assert.Equal(pair.Producer.GetStreamScores(), scores.Scores);
        Assert.All(scores.Scores, static score => Assert.Equal(10, score));
    }

    [Fact]
    public void An_observer_at_the_far_node_listens_without_a_consumer()
    {
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore piped = pair.Far.Accept(pair.Near.Offer(pair.Near.Publish(MediaKind.Audio)));
        PipeConsumerCore carrier = Assert.Single(pair.Near.Offered.Values);
        RtpObserverCore observer = pair.Far.Router.CreateAudioLevelObserver(pair.World.Now, new AudioLevelObserverCoreOptions { Id = "observer" });
        pair.Far.Router.AddObservedProducer(pair.World.Now, observer, piped.Id);
        pair.Run(0.1);
        Assert.True(carrier.IsActive);

        observer.Close();
        pair.Run(WantedLayers.LowerDelay.TotalSeconds + 1);
        Assert.False(carrier.IsActive);
    }

    [Fact]
    public void A_pipe_carries_more_streams_than_a_client_may_send()
    {
        const int Count = EngineLimits.MaxSrtpStreams + 100;
        using var pair = new PipePairWorld(1);
        Connect(pair);
        ProducerCore[] producers = [.. Enumerable.Range(0, Count).Select(_ => pair.Near.Publish(MediaKind.Audio))];
        ProducerCore[] piped = Array.ConvertAll(producers, producer => pair.Far.Accept(pair.Near.Offer(producer)));
        Array.ForEach(piped, one => pair.Far.Consume(one));
        pair.Run(3);
        Array.ForEach(producers, producer => pair.Near.Send(producer, 1));
        pair.Run(1);

        Assert.Equal(Count, piped.Count(static one => Received(one, 0) == 1));
    }

    [Fact]
    public void A_thousand_changes_at_once_are_few_messages()
    {
        using var pair = new PipePairWorld(1);
        pair.RunAll();
        pair.Run(1);
        long before = pair.World.Network.Delivered;
        for (int i = 0; i < 1000; i++)
        {
            pair.Producer.Pause();
            pair.Producer.Resume(pair.World.Now, pair.Near.Server.Sink);
        }

        pair.Producer.Pause();
        pair.Run(0.2);

        Assert.True(pair.Piped!.IsPaused);
        Assert.InRange(pair.World.Network.Delivered - before, 1, 10);
    }

    private static void Connect(PipePairWorld pair)
    {
        pair.Step(0);
        pair.Step(1);
        Assert.True(pair.World.RunUntil(() => pair.Near.IsConnected && pair.Far.IsConnected, TimeSpan.FromSeconds(5)));
    }

    /// <summary>A hundred key frames of each encoding.</summary>
    private static void Send(PipePairWorld pair, ProducerCore producer, int from, int encodings)
    {
        for (int sequence = from; sequence < from + 100; sequence++)
        {
            for (int encoding = 0; encoding < encodings; encoding++)
            {
                pair.Near.Send(producer, (ushort)sequence, encoding);
            }

            pair.Run(0.01);
        }

        pair.Run(0.1);
    }

    private static long Received(ProducerCore piped, int encoding) =>
        piped.Streams[encoding] is { } stream ? stream.GetStats(default).PacketCount : 0;
}
