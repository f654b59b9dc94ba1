using Tureen.Engine.Ice;
using Tureen.Engine.Primitives;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Ice;

[Collection(nameof(AllocationMeasurement))]
public sealed class IceServerTupleTests
{
    private readonly IceScene _scene = new();

    [Fact]
    public void The_oldest_unselected_tuple_makes_room_for_a_ninth()
    {
        for (int i = 0; i < EngineLimits.MaxIceTuples; i++)
        {
            _scene.Plain(i);
        }

        _scene.TakeEvents();
        _scene.Plain(8);

        Assert.Equal("+8 -1", _scene.TakeEvents());
        Assert.Equal(EngineLimits.MaxIceTuples, _scene.Server.TupleCount);
        _scene.AssertIs(IceState.Connected, 0);
        Assert.False(_scene.Server.IsKnownTuple(IceScene.Tuple(1)));
        Assert.True(_scene.Server.IsKnownTuple(IceScene.Tuple(8)));
    }

    [Fact]
    public void A_ninth_tuple_that_is_nominated_is_selected()
    {
        for (int i = 0; i < EngineLimits.MaxIceTuples; i++)
        {
            _scene.Plain(i);
        }

        _scene.TakeEvents();
        _scene.Use(8);

        Assert.Equal("+8 -1 =8 Completed", _scene.TakeEvents());
        _scene.Plain(9);
        Assert.Equal("+9 -0", _scene.TakeEvents());
        _scene.AssertIs(IceState.Completed, 8);
    }

    [Fact]
    public void Removing_the_selected_tuple_selects_the_newest_that_is_left()
    {
        _scene.Use(0);
        _scene.Plain(1);
        _scene.Plain(2);
        _scene.TakeEvents();
        _scene.Server.RemoveTuple(IceScene.Tuple(0));

        Assert.Equal("-0 =2", _scene.TakeEvents());
        _scene.AssertIs(IceState.Completed, 2);
    }

    [Fact]
    public void Removing_another_tuple_changes_nothing_else()
    {
        _scene.Plain(0);
        _scene.Plain(1);
        _scene.Use(2);
        _scene.TakeEvents();
        _scene.Server.RemoveTuple(IceScene.Tuple(0));
        _scene.Server.RemoveTuple(IceScene.Tuple(0));

        Assert.Equal("-0", _scene.TakeEvents());
        _scene.AssertIs(IceState.Completed, 2);
        Assert.True(_scene.Server.IsKnownTuple(IceScene.Tuple(1)));
    }

    [Fact]
    public void Removing_the_last_tuple_disconnects_and_stops_the_consent_timer()
    {
        _scene.Plain(0);
        _scene.TakeEvents();
        _scene.Server.RemoveTuple(IceScene.Tuple(0));

        Assert.Equal("-0 Disconnected", _scene.TakeEvents());
        Assert.True(_scene.Server.NextDeadline.IsNever);
    }

    [Fact]
    public void Valid_media_over_another_known_tuple_selects_it()
    {
        _scene.Use(0);
        _scene.Plain(1);
        _scene.TakeEvents();
        _scene.Server.ObserveValidPacket(IceScene.Tuple(1));
        _scene.Server.ObserveValidPacket(IceScene.Tuple(1));

        Assert.Equal("=1", _scene.TakeEvents());
        _scene.AssertIs(IceState.Completed, 1);
    }

    [Fact]
    public void Media_over_an_unknown_tuple_selects_nothing()
    {
        _scene.Use(0);
        _scene.Server.ObserveValidPacket(IceScene.Tuple(1));

        _scene.AssertIs(IceState.Completed, 0);
        Assert.False(_scene.Server.IsKnownTuple(IceScene.Tuple(1)));
    }

    [Fact]
    public void Checks_and_packets_over_known_tuples_allocate_nothing()
    {
        byte[] check = (_scene.Check with { UseCandidate = true }).ToBytes();
        _scene.Sink.IsRecording = false;
        RunMany(check, 100);
        long allocated = Allocations.Least(() => RunMany(check, 1_000));

        Assert.Equal(0, allocated);
    }

    private void RunMany(byte[] check, int count)
    {
        for (int i = 0; i < count; i++)
        {
            TransportTuple tuple = IceScene.Tuple(i & 3);
            Assert.True(_scene.Server.HandleRequest(_scene.Now, tuple, check, _scene.Sink, out _));
            _scene.Server.ObserveValidPacket(tuple);
            Assert.True(_scene.Server.IsKnownTuple(tuple));
            while (_scene.Server.TryDequeueEvent(out IceEvent _))
            {
            }
        }
    }
}
