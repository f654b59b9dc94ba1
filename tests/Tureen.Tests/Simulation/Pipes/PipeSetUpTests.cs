using Tureen.Engine.Events;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>The set-up of a pipe in virtual time: in any order, through loss and reordering, and with the death of either end at each step.</summary>
public sealed class PipeSetUpTests
{
    private static readonly LinkConditions Bad = new()
    {
        Delay = TimeSpan.FromMilliseconds(40),
        Jitter = TimeSpan.FromMilliseconds(40),
        Loss = 0.25,
        Reordering = 0.2,
        Duplication = 0.1,
    };

    /// <summary>Every order in which the accept comes after the offer, and the consumer after the accept.</summary>
    public static TheoryData<int[]> Orders => new(
        [[0, 1, 2, 3, 4], [2, 0, 1, 3, 4], [2, 3, 0, 1, 4], [2, 3, 4, 0, 1], [2, 3, 4, 1, 0], [1, 2, 0, 3, 4], [1, 2, 3, 0, 4], [0, 2, 3, 1, 4], [0, 2, 3, 4, 1]]);

    /// <summary>Which node dies, and before which step.</summary>
    public static TheoryData<bool, int> Deaths
    {
        get
        {
            var deaths = new TheoryData<bool, int>();
            for (int step = 0; step <= PipePairWorld.Steps; step++)
            {
                deaths.Add(true, step);
                deaths.Add(false, step);
            }

            return deaths;
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void The_order_is_free_and_the_pauses_between_are_too(int[] order)
    {
        foreach (ulong seed in new ulong[] { 1, 2, 3 })
        {
            using var pair = new PipePairWorld(seed, Bad);
            foreach (int step in order)
            {
                pair.Step(step);
                pair.Run(seed);
            }

            Assert.True(pair.World.RunUntil(() => pair.IsSending, TimeSpan.FromSeconds(20)), $"Nothing flows (seed {seed}).");
            Assert.Equal((null, null), (pair.Near.End, pair.Far.End));
        }
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public void The_death_of_either_node_before_any_step_leaves_nothing_at_the_other(bool isNear, int step)
    {
        using var pair = new PipePairWorld(7, new LinkConditions { Loss = 0.1 });
        for (int done = 0; done < PipePairWorld.Steps; done++)
        {
            if (done == step)
            {
                (isNear ? pair.Near : pair.Far).Die();
            }

            bool isDead = done >= step;
            pair.Step(done, isNearAlive: !(isNear && isDead), isFarAlive: isNear || !isDead);
            pair.Run(0.5);
        }

        if (step == PipePairWorld.Steps)
        {
            (isNear ? pair.Near : pair.Far).Die();
        }

        PipeNode survivor = isNear ? pair.Far : pair.Near;
        bool hadMet = survivor.IsConnected;
        pair.World.Run(hadMet ? PipeNode.PeerTimeout + TimeSpan.FromSeconds(1) : PipeNode.ConnectTimeout);

        Assert.Equal(hadMet ? PipeCloseReason.PeerLost : PipeCloseReason.NotConnected, survivor.End);
        Assert.True(survivor.Pipe.IsClosed);
        Assert.Equal((0, 0), (survivor.Server.OpenSockets, survivor.Control.Count));
        Assert.True(pair.Piped?.IsClosed != false || isNear == false);
        Assert.True(pair.Consumer?.IsClosed != false || isNear == false);
        Assert.All(survivor.Offered.Values, static consumer => Assert.True(consumer.IsClosed));
        Assert.False(!isNear && pair.Producer.IsClosed, "The original belongs to its publisher.");
    }

    [Fact]
    public void An_end_that_is_never_connected_closes_itself()
    {
        using var pair = new PipePairWorld(1);
        pair.Near.Connect(pair.Far);
        pair.Run(PipeNode.ConnectTimeout.TotalSeconds - 1);
        Assert.Equal((false, false), (pair.Near.Pipe.IsClosed, pair.Far.Pipe.IsClosed));
        pair.Run(2);

        Assert.Equal((PipeCloseReason.NotConnected, PipeCloseReason.NotConnected), (pair.Near.End, pair.Far.End));
    }

    [Fact]
    public void An_end_that_expects_another_one_ends_the_pipe()
    {
        using var pair = new PipePairWorld(1);
        pair.Near.Connect(pair.Far, otherId: Guid.NewGuid());
        pair.Far.Connect(pair.Near);
        pair.Run(1);

        Assert.Contains(PipeCloseReason.Refused, new[] { pair.Near.End, pair.Far.End });
        Assert.True(pair.Near.Pipe.IsClosed && pair.Far.Pipe.IsClosed);
        Assert.False(pair.Near.IsConnected);
    }

    [Fact]
    public void Closing_one_end_ends_the_other_in_a_moment_and_by_its_silence_if_nothing_arrives()
    {
        using var pair = new PipePairWorld(1);
        pair.RunAll();
        pair.Run(1);
        pair.Near.Pipe.Close(pair.World.Now, pair.Near.Server.Sink);
        pair.Run(0.1);
        Assert.Equal(PipeCloseReason.PeerClosed, pair.Far.End);

        using var silent = new PipePairWorld(1);
        silent.RunAll();
        silent.Run(1);
        silent.World.Network.Link(silent.Near.Server, silent.Far.Server).Conditions = new LinkConditions { Loss = 1 };
        silent.Near.Pipe.Close(silent.World.Now, silent.Near.Server.Sink);
        Assert.True(silent.World.RunUntil(() => silent.Far.End is not null, PipeNode.PeerTimeout + TimeSpan.FromSeconds(0.1)));
        Assert.Equal(PipeCloseReason.PeerLost, silent.Far.End);
    }

    [Fact]
    public void A_node_that_sleeps_for_a_while_takes_nobody_as_lost_when_it_wakes()
    {
        using var pair = new PipePairWorld(1);
        pair.RunAll();
        pair.Run(1);
        pair.Far.Server.Stall(TimeSpan.FromSeconds(2.5));
        pair.Run(5);
        Assert.Equal((null, null), (pair.Near.End, pair.Far.End));

        // For longer than the other one waits: that one closes, and this one learns of it when it wakes.
        pair.Far.Server.Stall(TimeSpan.FromSeconds(30));
        pair.Run(29);
        Assert.Equal((PipeCloseReason.PeerLost, null), (pair.Near.End, pair.Far.End));
        pair.Run(5);
        Assert.NotNull(pair.Far.End);
    }

    [Fact]
    public void A_pipe_lives_through_an_hour_of_bad_network()
    {
        using var pair = new PipePairWorld(5, new LinkConditions { Delay = TimeSpan.FromMilliseconds(50), Loss = 0.3 });
        pair.RunAll();
        pair.Run(3600);

        Assert.Equal((null, null), (pair.Near.End, pair.Far.End));
        Assert.Single(pair.Near.Server.Events.OfType<PipeConnectedEvent>());
    }
}
