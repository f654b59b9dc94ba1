using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class HeaderSetsTests
{
    [Fact]
    public void Consumers_that_negotiated_alike_share_one_header()
    {
        HeaderSets sets = Create(4, 5, 8);
        ConsumerHeader first = Join(sets, 4, 5, 8);
        ConsumerHeader second = Join(sets, 4, 5, 8);
        Assert.Same(first.Extensions, second.Extensions);
        Assert.Same(first.Extensions, sets.Union);
        Assert.Empty(sets.Prepared);
    }

    [Fact]
    public void What_the_producer_never_sends_makes_no_difference()
    {
        HeaderSets sets = Create(4, 5);
        Assert.Same(Join(sets, 4, 5).Extensions, Join(sets, 4, 5, 11).Extensions);
        Assert.False(sets.Union.Has(11));
    }

    [Fact]
    public void Smaller_sets_get_headers_of_their_own_the_most_used_first_and_up_to_the_limit()
    {
        HeaderSets sets = Create(1, 2, 3, 4, 5, 6, 7, 8);
        ConsumerHeader rare = Join(sets, 8);
        ConsumerHeader[] others = [.. Enumerable.Range(1, EngineLimits.MaxPreparedHeaders).Select(id => Join(sets, id))];
        foreach (int id in Enumerable.Range(1, EngineLimits.MaxPreparedHeaders))
        {
            Join(sets, id);
        }

        Assert.Equal(others.Select(static header => header.Extensions), sets.Prepared);
        sets.Leave(others[0]);
        sets.Leave(others[0]);
        Assert.DoesNotContain(others[0].Extensions, sets.Prepared);
        Assert.Contains(rare.Extensions, sets.Prepared);
        Assert.False(sets.Union.Has(1));
    }

    [Fact]
    public void A_consumer_with_ids_of_its_own_gets_a_header_of_its_own()
    {
        HeaderSets sets = Create(4);
        var extensions = new NegotiatedExtensions();
        extensions.Add(4, 9);
        var renumbered = new ConsumerHeader(extensions, 1, []);
        sets.Join(renumbered);
        Assert.Same(extensions, Assert.Single(sets.Prepared));
        Assert.NotEqual(extensions.Id, sets.Union.Id);
    }

    private static HeaderSets Create(params int[] possible) => new(Set(possible));

    private static ConsumerHeader Join(HeaderSets sets, params int[] ids)
    {
        var header = new ConsumerHeader(Set(ids), 1, []);
        sets.Join(header);
        return header;
    }

    private static NegotiatedExtensions Set(int[] ids)
    {
        var extensions = new NegotiatedExtensions();
        foreach (int id in ids)
        {
            extensions.Add(id, id);
        }

        return extensions;
    }
}
