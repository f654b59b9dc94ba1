using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;

namespace Tureen.Engine.Forwarding;

/// <summary>The sets of header extensions that the consumers of one producer negotiated.</summary>
/// <remarks>
/// A packet gets one header for all that any consumer negotiated, and a further one for each set that is smaller or has other ids.
/// Consumers of one kind of client negotiate alike, so there are one or two sets as a rule. A consumer that negotiated all that the
/// others did gets the first header without further work. Extensions that the producer does not send make no difference.
/// </remarks>
/// <param name="possible">What a packet of the producer can have, under the router's ids.</param>
internal sealed class HeaderSets(NegotiatedExtensions possible)
{
    private readonly List<NegotiatedExtensions> _sets = [];
    private int _lastId;

    /// <summary>What at least one consumer negotiated, under the router's ids.</summary>
    public NegotiatedExtensions Union { get; private set; } = new();

    /// <summary>The sets that need a header of their own, the most used first; those beyond the limit are made for each consumer.</summary>
    public NegotiatedExtensions[] Prepared { get; private set; } = [];

    /// <summary>A consumer gets packets from now on.</summary>
    public void Join(ConsumerHeader header)
    {
        header.Extensions.RemoveAllBut(possible);
        if (_sets.Find(known => known.IsSame(header.Extensions)) is NegotiatedExtensions shared)
        {
            header.Extensions = shared;
        }
        else
        {
            header.Extensions.Id = ++_lastId;
            _sets.Add(header.Extensions);
        }

        header.Extensions.Consumers++;
        Update();
    }

    /// <summary>A consumer gets no more packets.</summary>
    public void Leave(ConsumerHeader header)
    {
        if (--header.Extensions.Consumers == 0)
        {
            _sets.Remove(header.Extensions);
        }

        Update();
    }

    private void Update()
    {
        var union = new NegotiatedExtensions();
        foreach (NegotiatedExtensions set in _sets)
        {
            union.AddAllOf(set);
        }

        if (_sets.Find(union.IsSame) is NegotiatedExtensions same)
        {
            Union = same;
        }
        else
        {
            union.Id = ++_lastId;
            Union = union;
        }

        Prepared =
        [
            .. _sets.Where(set => set != Union)
                .OrderByDescending(static set => set.Consumers)
                .Take(EngineLimits.MaxPreparedHeaders),
        ];
    }
}
