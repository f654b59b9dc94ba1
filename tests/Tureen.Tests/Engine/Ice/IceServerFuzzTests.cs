using Tureen.Engine.Primitives;
using Tureen.Testing;
using Tureen.Testing.Ice;
using Tureen.Tests.Engine.Stun;

namespace Tureen.Tests.Engine.Ice;

[Collection(nameof(AllocationMeasurement))]
public sealed class IceServerFuzzTests
{
    private const int Inputs = 200_000;
    private const ulong Seed = 20_260_402;

    private readonly IceScene _scene = new();
    private readonly DropCounters _drops = new();

    [Fact]
    public void No_bytes_throw_allocate_or_harm_the_session()
    {
        _scene.Sink.IsRecording = false;
        _scene.Use(0);
        BindingRequest check = _scene.Check;
        var mutator = new StunMutator(
            new SeededRandomSource(Seed),
            [check.ToBytes(), (check with { Nomination = 4 }).ToBytes(), (check with { IsControlled = true }).ToBytes()]);
        Run(mutator, 2_000);

        int taken = 0;
        long allocated = Allocations.Least(() => taken = Run(mutator, Inputs));

        Assert.Equal(0, allocated);
        Assert.True(_drops.Total + taken >= Inputs);
        Assert.Equal(0, _drops[DropReason.None]);
        Assert.Equal(IceState.Completed, _scene.Server.State);
        Assert.True(_scene.Plain(0));
    }

    [Fact]
    public void Any_order_of_inputs_keeps_the_state_sound()
    {
        var random = new SeededRandomSource(Seed);
        _scene.Sink.IsRecording = false;
        for (int i = 0; i < 20_000; i++)
        {
            Step(random);
            AssertSound();
        }
    }

    private int Run(StunMutator mutator, int count)
    {
        int taken = 0;
        for (int i = 0; i < count; i++)
        {
            _scene.Now += TimeSpan.FromMilliseconds(1);
            TransportTuple tuple = IceScene.Tuple(i & 15);
            if (_scene.Server.HandleRequest(_scene.Now, tuple, mutator.Next(), _scene.Sink, out DropReason reason))
            {
                taken++;
            }
            else
            {
                _drops.Add(reason);
            }

            while (_scene.Server.TryDequeueEvent(out _))
            {
            }
        }

        return taken;
    }

    private void Step(SeededRandomSource random)
    {
        _scene.Now += TimeSpan.FromMilliseconds(random.Next(0, 3_000));
        int tuple = random.Next(0, 11);
        switch (random.Next(0, 6))
        {
            case 0:
                Assert.True(_scene.Plain(tuple));
                break;
            case 1:
                Assert.True(_scene.Use(tuple));
                break;
            case 2:
                Assert.True(_scene.Nominate(tuple, (uint)random.Next(0, 100)));
                break;
            case 3:
                _scene.Server.RemoveTuple(IceScene.Tuple(tuple));
                break;
            case 4:
                _scene.Server.ObserveValidPacket(IceScene.Tuple(tuple));
                break;
            case 5:
                _scene.Server.HandleDeadline(_scene.Now);
                break;
            default:
                _scene.Server.Restart(_scene.Now);
                break;
        }
    }

    private void AssertSound()
    {
        while (_scene.Server.TryDequeueEvent(out _))
        {
        }

        bool isUp = _scene.Server.State is IceState.Connected or IceState.Completed;
        Assert.Equal(isUp, _scene.Selected is not null);
        Assert.Equal(isUp, _scene.Server.TupleCount > 0);
        Assert.Equal(isUp, !_scene.Server.NextDeadline.IsNever);
        Assert.True(_scene.Server.TupleCount <= EngineLimits.MaxIceTuples);
        Assert.True(_scene.Selected is not { } selected || _scene.Server.IsKnownTuple(selected));
    }
}
