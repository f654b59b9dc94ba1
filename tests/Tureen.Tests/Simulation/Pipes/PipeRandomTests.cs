using Tureen.Engine.Forwarding;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>Anything in any order at both nodes, over a bad network. When it is calm again, both ends agree.</summary>
public sealed class PipeRandomTests
{
    private const int Operations = 300;

    private readonly List<(PipeNode Owner, ProducerCore Producer)> _producers = [];
    private readonly List<(PipeNode Owner, SimulatedOffer Offer)> _offers = [];
    private readonly List<(PipeNode Owner, ConsumerCore Consumer)> _consumers = [];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Both_ends_agree_in_the_end(ulong seed)
    {
        var random = new Random((int)seed);
        using var pair = new PipePairWorld(
            seed,
            new LinkConditions { Delay = TimeSpan.FromMilliseconds(30), Jitter = TimeSpan.FromMilliseconds(30), Loss = 0.1, Reordering = 0.1, Duplication = 0.05 });
        int connectNear = random.Next(Operations / 4);
        int connectFar = random.Next(Operations / 4);
        for (int i = 0; i < Operations; i++)
        {
            if (i == connectNear)
            {
                pair.Near.Connect(pair.Far);
            }

            if (i == connectFar)
            {
                pair.Far.Connect(pair.Near);
            }

            bool isNear = random.Next(2) == 0;
            DoOne(random, isNear ? pair.Near : pair.Far);
            pair.World.Run(TimeSpan.FromMilliseconds(random.Next(200)));
        }

        pair.World.Network.Calm();
        pair.Run(20);
        Assert.True(pair.Near.IsConnected && pair.Far.IsConnected, $"The ends did not meet (seed {seed}).");
        Assert.Equal((null, null), (pair.Near.End, pair.Far.End));
        CheckAgreement(pair.Near, pair.Far, seed);
        CheckAgreement(pair.Far, pair.Near, seed);
    }

    private static void CheckAgreement(PipeNode owner, PipeNode other, ulong seed)
    {
        foreach ((uint number, ProducerCore accepted) in other.Accepted)
        {
            PipeConsumerCore carrier = owner.Offered[number];
            string what = $"offer {number}, seed {seed}";
            Assert.True(accepted.IsClosed == carrier.IsClosed, $"One end of {what} is closed.");
            if (!accepted.IsClosed)
            {
                Assert.True(accepted.IsPaused == carrier.Producer.IsPaused, $"One end of {what} is paused.");
                bool isWanted = accepted.Consumers.Any(static consumer => consumer.IsWanted);
                Assert.True(carrier.IsWanted == isWanted, $"{what} is wanted: {isWanted}");
            }
        }

        foreach ((uint number, PipeConsumerCore carrier) in owner.Offered)
        {
            Assert.True(
                other.Accepted.ContainsKey(number) || !carrier.IsWanted, $"Offer {number} was never accepted and is sent (seed {seed}).");
            Assert.True(!carrier.Producer.IsClosed || carrier.IsClosed, $"Offer {number} has no producer (seed {seed}).");
        }
    }

    private static T? Any<T>(Random random, IEnumerable<T> candidates)
    {
        T[] all = [.. candidates];
        return all.Length == 0 ? default : all[random.Next(all.Length)];
    }

    private void DoOne(Random random, PipeNode node)
    {
        switch (random.Next(9))
        {
            case 0 or 1:
                MediaKind kind = random.Next(2) == 0 ? MediaKind.Audio : MediaKind.Video;
                _producers.Add((node, node.Publish(kind, kind == MediaKind.Video ? random.Next(1, 4) : 1)));
                break;
            case 2 or 3 when AnyOf(random, node) is { } offered:
                _offers.Add((node, node.Offer(offered)));
                break;
            case 4 when Any(random, _offers.Where(one => one.Owner != node)) is { Offer: not null } offer:
                AcceptOnce(node, offer.Offer);
                break;
            case 5 when Any(random, node.Accepted.Values.Where(static one => !one.IsClosed)) is { } accepted:
                _consumers.Add((node, node.Consume(accepted)));
                break;
            case 6 when Any(random, _consumers.Where(one => one.Owner == node && !one.Consumer.IsClosed)) is { Consumer: not null } consumer:
                node.CloseConsumer(consumer.Consumer);
                break;
            case 7 when AnyOf(random, node) is { } paused:
                Toggle(paused, node);
                break;
            case 8 when random.Next(3) == 0 && Any(random, node.Accepted.Values.Append(AnyOf(random, node)!).Where(static one => one is { IsClosed: false })) is { } closed:
                node.Close(closed);
                break;
            default:
                break;
        }
    }

    /// <summary>An application that has closed what it accepted does not accept the same offer again.</summary>
    private static void AcceptOnce(PipeNode node, SimulatedOffer offer)
    {
        if (!node.Accepted.ContainsKey(offer.Number) && node.Router.FindProducer(offer.ProducerId) is null)
        {
            node.Accept(offer);
        }
    }

    private static void Toggle(ProducerCore producer, PipeNode node)
    {
        if (producer.IsPaused)
        {
            producer.Resume(node.Now, node.Server.Sink);
        }
        else
        {
            producer.Pause();
        }
    }

    private ProducerCore? AnyOf(Random random, PipeNode node) =>
        Any(random, _producers.Where(one => one.Owner == node && !one.Producer.IsClosed)).Producer;
}
