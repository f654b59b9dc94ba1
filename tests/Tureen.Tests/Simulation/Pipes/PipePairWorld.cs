using Tureen.Engine.Forwarding;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>Two nodes with a network between them, and the steps by which a producer of the first one comes to somebody at the second one.</summary>
internal sealed class PipePairWorld : IDisposable
{
    /// <summary>How many steps <see cref="Step"/> knows.</summary>
    public const int Steps = 6;

    private SimulatedOffer? _offer;
    private ProducerCore? _producer;

    public PipePairWorld(ulong seed, LinkConditions? conditions = null)
    {
        World = new VirtualWorld(seed);
        World.Network.DefaultConditions = conditions ?? LinkConditions.Perfect;
        Near = new PipeNode(World, 1);
        Far = new PipeNode(World, 2);
    }

    public VirtualWorld World { get; }

    public PipeNode Near { get; }

    public PipeNode Far { get; }

    public ProducerCore Producer => _producer ??= Near.Publish(MediaKind.Video);

    public ProducerCore? Piped { get; private set; }

    public ConsumerCore? Consumer { get; private set; }

    /// <summary>What flows from the near node.</summary>
    public bool IsSending => Near.Offered.Values.Any(static consumer => consumer.IsActive);

    /// <summary>Does one step of the set-up. Those of a node that is dead have no effect; the others need what the steps before made.</summary>
    public void Step(int step, bool isNearAlive = true, bool isFarAlive = true)
    {
        switch (step)
        {
            case 0 when isNearAlive:
                Near.Connect(Far);
                break;
            case 1 when isFarAlive:
                Far.Connect(Near);
                break;
            case 2 when isNearAlive:
                _offer = Near.Offer(Producer);
                break;
            case 3 when isFarAlive && _offer is not null:
                Piped = Far.Accept(_offer);
                break;
            case 4 when isFarAlive && Piped is not null:
                Consumer = Far.Consume(Piped);
                break;
            case 5 when isNearAlive:
                Near.Send(Producer, 1);
                break;
            default:
                break;
        }
    }

    public void RunAll()
    {
        for (int step = 0; step < Steps; step++)
        {
            Step(step);
        }
    }

    public void Run(double seconds) => World.Run(TimeSpan.FromSeconds(seconds));

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
