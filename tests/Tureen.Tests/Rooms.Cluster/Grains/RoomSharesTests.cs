using System.Net;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Rooms.Cluster.Grains;
using Tureen.Rooms.Cluster.Limits;

namespace Tureen.Tests.Rooms.Cluster.Grains;

public sealed class RoomSharesTests
{
    private static readonly SiloAddress First = Node(1);
    private static readonly SiloAddress Second = Node(2);

    private readonly RoomShares _shares = new();

    [Fact]
    public void The_highest_version_counts()
    {
        Assert.True(_shares.TryPut(State(First, 2, "ann"), out _));
        Assert.False(_shares.TryPut(State(First, 1, "bob"), out _));
        Assert.False(_shares.TryPut(State(First, 2, "bob"), out _));

        Assert.Equal("ann", Assert.Single(Assert.Single(_shares.Except(Second)).Members).Id);
        Assert.Empty(_shares.Except(First));
    }

    [Fact]
    public void A_late_message_does_not_bring_back_what_has_closed()
    {
        _shares.TryPut(State(First, 1, "ann"), out _);
        Assert.True(_shares.TryPut(ShareState.Closed(First, 3), out _));

        Assert.False(_shares.TryPut(State(First, 2, "ann"), out _));
        Assert.True(_shares.IsEmpty);
        Assert.True(_shares.TryPut(State(First, 4, "ann"), out _));
    }

    [Fact]
    public void An_id_belongs_to_the_machine_that_had_it_first()
    {
        _shares.Seat("ann", First);

        Assert.True(_shares.TryPut(State(Second, 1, "ann", "bob"), out string[] lost));

        Assert.Equal("ann", Assert.Single(lost));
        Assert.Equal(First, _shares.HolderOf("ann"));
        Assert.Equal(Second, _shares.HolderOf("bob"));
        Assert.Equal("bob", Assert.Single(Assert.Single(_shares.Except(First)).Members).Id);
    }

    [Fact]
    public void A_machine_frees_the_ids_that_it_names_no_more()
    {
        _shares.TryPut(State(First, 1, "ann", "bob"), out _);
        _shares.TryPut(State(First, 2, "bob"), out _);

        Assert.Null(_shares.HolderOf("ann"));
        _shares.Free("bob", Second);
        Assert.Equal(First, _shares.HolderOf("bob"));
        _shares.Free("bob", First);
        Assert.Null(_shares.HolderOf("bob"));
    }

    [Fact]
    public void A_dead_machine_holds_nothing()
    {
        _shares.TryPut(State(First, 1, "ann"), out _);
        _shares.TryPut(State(Second, 1, "bob"), out _);
        _shares.Seat("cyd", First);

        _shares.Prune(node => !node.Equals(First));

        Assert.Equal([Second], _shares.Nodes);
        Assert.Null(_shares.HolderOf("ann"));
        Assert.Null(_shares.HolderOf("cyd"));
        Assert.Equal(Second, _shares.HolderOf("bob"));
    }

    [Fact]
    public void A_room_takes_no_more_machines_than_it_may()
    {
        for (int node = 1; node <= ClusterLimits.MaxNodesPerRoom; node++)
        {
            Assert.True(_shares.TryPut(State(Node(node), 1), out _));
        }

        Assert.False(_shares.TryPut(State(Node(ClusterLimits.MaxNodesPerRoom + 1), 1, "late"), out _));
        Assert.Null(_shares.HolderOf("late"));
        Assert.True(_shares.TryPut(State(First, 2, "known"), out _));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_happens_an_id_has_one_machine_which_shows_it(int seed)
    {
        var random = new Random(seed);
        var versions = new long[4];
        for (int step = 0; step < 2_000; step++)
        {
            int node = random.Next(versions.Length);
            string peerId = "p" + random.Next(6);
            switch (random.Next(5))
            {
                case 0:
                    if (_shares.HolderOf(peerId) is null)
                    {
                        _shares.Seat(peerId, Node(node));
                    }

                    break;
                case 1:
                    _shares.Prune(known => !known.Equals(Node(node)));
                    break;
                case 2:
                    _shares.TryPut(ShareState.Closed(Node(node), ++versions[node]), out _);
                    break;
                default:
                    // Some messages are late.
                    long version = random.Next(4) == 0 ? versions[node] - 1 : ++versions[node];
                    _shares.TryPut(State(Node(node), version, [.. Enumerable.Range(0, random.Next(4)).Select(_ => "p" + random.Next(6)).Distinct()]), out _);
                    break;
            }

            ShareState[] all = _shares.Except(Node(99));
            string[] shown = [.. all.SelectMany(static state => state.Members).Select(static member => member.Id)];
            Assert.True(shown.Length == shown.Distinct().Count(), $"seed {seed}, step {step}: {string.Join(',', shown)}");
            Assert.All(all, state => Assert.All(state.Members, member => Assert.True(
                state.Node.Equals(_shares.HolderOf(member.Id)), $"seed {seed}, step {step}: {member.Id} is shown by {state.Node}")));
        }
    }

    private static SiloAddress Node(int number) => SiloAddress.New(IPAddress.Loopback, 1_000 + number, 1);

    private static ShareState State(SiloAddress node, long version, params string[] members) => new()
    {
        Node = node,
        Version = version,
        Seats = members,
        Members = [.. members.Select(static id => new SharedMember { Id = id, DisplayName = id, Device = "{}", Producers = [] })],
    };
}
