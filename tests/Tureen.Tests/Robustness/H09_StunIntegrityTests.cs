using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Testing;
using Tureen.Testing.Ice;
using Tureen.Tests.Engine.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>STUN that is well formed and not authentic: no state, bounded answers, no amplification.</summary>
[Collection(nameof(AllocationMeasurement))]
public sealed class H09_StunIntegrityTests
{
    private readonly IceScene _scene = new();

    [Fact]
    public void A_flood_with_bad_integrity_never_harms_the_session()
    {
        _scene.Use(0);
        _scene.TakeEvents();
        Timestamp deadline = _scene.Server.NextDeadline;
        _scene.Sink.IsRecording = false;
        long sentBefore = _scene.Sink.SentCount;
        byte[] forged = (_scene.Check with { RemotePassword = "guess", UseCandidate = true }).ToBytes();
        var drops = new DropCounters();

        for (int i = 0; i < 100_000; i++)
        {
            Assert.False(_scene.Handle(i % 50_000, forged));
            drops.Add(_scene.LastReason);
        }

        Assert.Equal(100_000, drops.Total);
        Assert.Equal(EngineLimits.StunErrorBurst, drops[DropReason.StunUnauthenticated]);
        Assert.Equal(100_000 - EngineLimits.StunErrorBurst, drops[DropReason.StunRateLimited]);
        Assert.Equal(EngineLimits.StunErrorBurst, _scene.Sink.SentCount - sentBefore);
        Assert.Equal(deadline, _scene.Server.NextDeadline);
        Assert.Equal(1, _scene.Server.TupleCount);
        Assert.Equal(string.Empty, _scene.TakeEvents());
        _scene.AssertIs(IceState.Completed, 0);
        Assert.True(_scene.Plain(0));
    }

    [Fact]
    public void An_unauthenticated_flood_allocates_nothing()
    {
        _scene.Sink.IsRecording = false;
        byte[] forged = (_scene.Check with { RemotePassword = "guess" }).ToBytes();
        Flood(forged, 1_000);
        long allocated = Allocations.Least(() => Flood(forged, 10_000));

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void No_answer_is_larger_than_twice_the_request()
    {
        BindingRequest check = _scene.Check;
        foreach (BindingRequest request in (BindingRequest[])
        [
            check,
            check with { RemotePassword = "guess" },
            check with { HasMessageIntegrity = false },
            check with { HasMessageIntegrity = false, HasUsername = false, Priority = null },
            check with { HasMessageIntegrity = false, HasUsername = false, Priority = null, HasFingerprint = false },
            check with { IsControlled = true },
            check with { UnknownAttributes = [.. Enumerable.Range(0x7000, 100).Select(i => (ushort)i)] },
        ])
        {
            byte[] bytes = request.ToBytes();
            _scene.Handle(0, bytes);
            (TransportTuple _, byte[] answer) = Assert.Single(_scene.Sink.TakeAll());
            Assert.InRange(answer.Length, 1, 2 * bytes.Length);
        }
    }

    [Fact]
    public void Errors_are_answered_again_after_a_pause()
    {
        byte[] forged = (_scene.Check with { RemotePassword = "guess" }).ToBytes();
        Flood(forged, EngineLimits.StunErrorBurst + 1);
        _scene.Sink.TakeAll();
        _scene.Now += TimeSpan.FromSeconds(1);
        Flood(forged, 1_000);

        Assert.Equal(EngineLimits.StunErrorsPerSecond, _scene.Sink.TakeAll().Count);
    }

    [Fact]
    public void An_authenticated_tuple_flood_that_nobody_drains_stays_bounded()
    {
        byte[] check = (_scene.Check with { UseCandidate = true }).ToBytes();
        _scene.Sink.IsRecording = false;
        for (int i = 0; i < 10_000; i++)
        {
            _scene.Handle(i, check);
        }

        Assert.Equal(DropReason.StunRateLimited, _scene.LastReason);
        Assert.Equal(EngineLimits.MaxIceTuples, _scene.Server.TupleCount);
        int events = 0;
        while (_scene.Server.TryDequeueEvent(out IceEvent _))
        {
            events++;
        }

        Assert.InRange(events, EngineLimits.MaxIceEvents, EngineLimits.MaxIceEvents + 16);
        Assert.True(_scene.Plain(9_999));
    }

    private void Flood(byte[] datagram, int count)
    {
        for (int i = 0; i < count; i++)
        {
            _scene.Handle(i, datagram);
        }
    }
}
