using Tureen.Engine.Primitives;
using Tureen.Testing.Ice;
using Tureen.Tests.Engine.Ice;

namespace Tureen.Tests.Robustness;

/// <summary>Consent that stops, consent that is forged, a NAT that rebinds, and a peer that cannot decide.</summary>
public sealed class H11_IceConsentTests
{
    private readonly IceScene _scene = new();
    private readonly SimulatedIcePeer _peer;

    public H11_IceConsentTests() =>
        _peer = new SimulatedIcePeer(new SeededRandomSource(7), _scene.Server.UsernameFragment, _scene.Server.Password);

    [Fact]
    public void Consent_holds_for_an_hour_and_ends_thirty_seconds_after_the_last_check()
    {
        Start();
        RunUntil(_scene.Now + TimeSpan.FromHours(1));
        _scene.AssertIs(IceState.Completed, 0);
        Assert.True(_peer.IsConnected);
        Assert.InRange(_peer.SuccessCount, 600, 900);
        Assert.Equal(0, _peer.RejectedCount);
        Assert.Equal(IceScene.Tuple(0).Remote, _peer.MappedAddress);

        _peer.Stop();
        Timestamp expiry = _scene.Server.NextDeadline;
        RunUntil(expiry - TimeSpan.FromMilliseconds(1));
        _scene.AssertIs(IceState.Completed, 0);
        RunUntil(expiry);
        _scene.AssertIs(IceState.Disconnected, null);
        Assert.False(_scene.Server.IsKnownTuple(IceScene.Tuple(0)));
    }

    [Fact]
    public void Forged_checks_do_not_prolong_consent()
    {
        Start();
        _peer.Stop();
        byte[] forged = (_scene.Check with { RemotePassword = "guess" }).ToBytes();
        byte[] indication = (_scene.Check with { Class = Tureen.Engine.Stun.StunClass.Indication }).ToBytes();
        for (int second = 0; second < 30; second++)
        {
            _scene.Now += TimeSpan.FromSeconds(1);
            _scene.Handle(0, forged);
            _scene.Handle(0, indication);
            _scene.Server.HandleDeadline(_scene.Now);
        }

        _scene.AssertIs(IceState.Disconnected, null);
    }

    [Fact]
    public void Forged_checks_from_elsewhere_do_not_move_the_path()
    {
        Start();
        Assert.False(_scene.Handle(5, _scene.Check with { RemotePassword = "guess", UseCandidate = true }));
        _scene.Server.ObserveValidPacket(IceScene.Tuple(5));

        _scene.AssertIs(IceState.Completed, 0);
    }

    [Fact]
    public void A_rebound_NAT_is_followed_at_the_next_check()
    {
        Start();
        _peer.Path = IceScene.Tuple(1);
        RunUntil(_scene.Now + TimeSpan.FromSeconds(7));

        _scene.AssertIs(IceState.Completed, 1);
        Assert.True(_peer.IsConnected);
        Assert.Equal(IceScene.Tuple(1).Remote, _peer.MappedAddress);
    }

    [Fact]
    public void A_peer_that_was_lost_comes_back()
    {
        Start();
        _peer.Stop();
        RunUntil(_scene.Server.NextDeadline);
        _scene.AssertIs(IceState.Disconnected, null);
        _peer.SendCheck(_scene.Now, _scene.Sink);
        Deliver();

        _scene.AssertIs(IceState.Completed, 0);
    }

    [Fact]
    public void A_storm_of_nominations_ends_on_the_newest_with_bounded_tuples()
    {
        var random = new SeededRandomSource(11);
        uint newest = 0;
        int expected = 0;
        for (int i = 0; i < 20_000; i++)
        {
            uint nomination = random.NextUInt32() >> 8;
            int tuple = random.Next(0, 40);
            if (nomination > newest || i == 0)
            {
                newest = nomination;
                expected = tuple;
            }

            Assert.True(_scene.Nominate(tuple, nomination));
            _scene.Sink.Datagrams.Clear();
            _scene.TakeEvents();
            Assert.True(_scene.Server.TupleCount <= EngineLimits.MaxIceTuples);
        }

        _scene.AssertIs(IceState.Completed, expected);
    }

    private void Start()
    {
        _peer.Start(_scene.Now, IceScene.Tuple(0), _scene.Sink);
        Deliver();
        _scene.AssertIs(IceState.Completed, 0);
    }

    private void RunUntil(Timestamp end)
    {
        while (true)
        {
            Timestamp next = Timestamp.Min(_scene.Server.NextDeadline, _peer.NextDeadline);
            if (next > end)
            {
                _scene.Now = end;
                return;
            }

            _scene.Now = next;
            _scene.Server.HandleDeadline(next);
            _peer.HandleDeadline(next, _scene.Sink);
            Deliver();
        }
    }

    private void Deliver()
    {
        foreach ((TransportTuple tuple, byte[] bytes) in _scene.Sink.TakeAll())
        {
            Assert.True(_scene.Server.HandleRequest(_scene.Now, tuple, bytes, _scene.Sink, out _));
        }

        foreach ((TransportTuple _, byte[] bytes) in _scene.Sink.TakeAll())
        {
            Assert.True(_peer.HandleResponse(_scene.Now, bytes));
        }

        _scene.TakeEvents();
    }
}
