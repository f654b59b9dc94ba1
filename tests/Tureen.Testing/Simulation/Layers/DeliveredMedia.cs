namespace Tureen.Testing.Simulation.Layers;

/// <summary>Which packets and frames of all layers have reached the producer: what a consumer can have sent, and no more.</summary>
internal sealed class DeliveredMedia
{
    private const int SequenceCount = 1 << 16;

    /// <summary>Frames per layer; at 15 a second more than a minute.</summary>
    private const int FrameCapacity = 1024;

    private readonly bool[][] _sequences;
    private readonly DeliveredFrame[][] _frames;

    public DeliveredMedia(int streams, int layers)
    {
        _sequences = new bool[streams][];
        for (int i = 0; i < streams; i++)
        {
            _sequences[i] = new bool[SequenceCount];
        }

        _frames = new DeliveredFrame[layers][];
        for (int i = 0; i < layers; i++)
        {
            _frames[i] = new DeliveredFrame[FrameCapacity];
        }
    }

    /// <summary>A packet is about to be given to the producer.</summary>
    public void Add(int stream, ushort sequence, in LayeredFrame frame)
    {
        // The other half of the cycle is forgotten before its numbers come again.
        _sequences[stream][sequence] = true;
        _sequences[stream][(ushort)(sequence + (SequenceCount / 2))] = false;
        ref DeliveredFrame delivered = ref _frames[frame.Layer][frame.Number % FrameCapacity];
        if (delivered.Packets == 0 || delivered.Frame.Number != frame.Number)
        {
            delivered = default;
        }

        delivered.Frame = frame;
        delivered.Packets |= (byte)(1 << frame.Index);
    }

    /// <summary>The producer had no use for the packet.</summary>
    public void Remove(int stream, ushort sequence, in LayeredFrame frame)
    {
        _sequences[stream][sequence] = false;
        _frames[frame.Layer][frame.Number % FrameCapacity].Packets &= (byte)~(1 << frame.Index);
    }

    public bool Contains(int stream, ushort sequence) => _sequences[stream][sequence];

    /// <summary>Packets after <paramref name="from"/> and before <paramref name="to"/> that have not arrived.</summary>
    public int CountMissing(int stream, ushort from, ushort to)
    {
        int missing = 0;
        for (ushort sequence = (ushort)(from + 1); sequence != to; sequence++)
        {
            missing += _sequences[stream][sequence] ? 0 : 1;
        }

        return missing;
    }

    /// <summary>The packets of a frame that have arrived, bit by packet.</summary>
    public byte PacketsOf(int layer, uint number)
    {
        DeliveredFrame delivered = _frames[layer][number % FrameCapacity];
        return delivered.Frame.Number == number ? delivered.Packets : (byte)0;
    }

    /// <summary>Frames after <paramref name="from"/> and before <paramref name="to"/> without any arrived packet.</summary>
    public int CountMissingFrames(int layer, uint from, uint to)
    {
        int missing = 0;
        for (uint number = from + 1; number < to; number++)
        {
            missing += PacketsOf(layer, number) == 0 ? 1 : 0;
        }

        return missing;
    }
}
