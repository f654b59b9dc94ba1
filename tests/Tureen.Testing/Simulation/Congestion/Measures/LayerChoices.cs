using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Congestion.Measures;

/// <summary>Which layers of a video entered the bottleneck over time.</summary>
internal sealed class LayerChoices
{
    /// <summary>Without a packet for so long, the video counts as paused.</summary>
    private static readonly TimeSpan PauseAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>Within so long, all temporal layers have a picture.</summary>
    private static readonly TimeSpan TemporalCycle = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan ReversalTime = TimeSpan.FromSeconds(10);

    private readonly List<(TimeSpan At, LayerStep Step)> _pictures = [];

    public LayerChoices(IEnumerable<PacketRecord> packets, Timestamp start, bool isScalable)
    {
        uint? last = null;
        foreach (PacketRecord packet in packets)
        {
            var step = new LayerStep(packet.Spatial, packet.Temporal);
            if (isScalable && last == packet.Picture)
            {
                // The packets of a picture are of several layers, of which the highest counts.
                (TimeSpan at, LayerStep before) = _pictures[^1];
                _pictures[^1] = (at, step > before ? step : before);
                continue;
            }

            last = packet.Picture;
            _pictures.Add((packet.EnteredAt - start, step));
        }
    }

    /// <summary>Changes of the spatial layer between two instants.</summary>
    public IEnumerable<(TimeSpan At, bool IsUp)> Switches(TimeSpan from, TimeSpan to)
    {
        for (int i = 1; i < _pictures.Count; i++)
        {
            if (_pictures[i].At >= from && _pictures[i].At < to && _pictures[i].Step.Spatial != _pictures[i - 1].Step.Spatial)
            {
                yield return (_pictures[i].At, _pictures[i].Step.Spatial > _pictures[i - 1].Step.Spatial);
            }
        }
    }

    /// <summary>How often a step up was followed by one down within 10 s.</summary>
    public int Reversals(TimeSpan from, TimeSpan to)
    {
        (TimeSpan At, bool IsUp)[] switches = [.. Switches(from, to)];
        return switches.Zip(switches.Skip(1))
            .Count(static pair => pair.First.IsUp && !pair.Second.IsUp && pair.Second.At - pair.First.At <= ReversalTime);
    }

    /// <summary>The layers of an instant, after the packets of the last 300 ms.</summary>
    public LayerStep At(TimeSpan time)
    {
        int index = LastBefore(time);
        if (index < 0 || time - _pictures[index].At > PauseAfter)
        {
            return LayerStep.None;
        }

        LayerStep step = _pictures[index].Step;
        for (int i = index; i >= 0 && time - _pictures[i].At <= TemporalCycle && _pictures[i].Step.Spatial == step.Spatial; i--)
        {
            step = _pictures[i].Step > step ? _pictures[i].Step : step;
        }

        return step;
    }

    /// <summary>When the first packet of at least a step came, from an instant on; null for never.</summary>
    public TimeSpan? FirstOf(LayerStep step, TimeSpan from)
    {
        foreach ((TimeSpan at, LayerStep picture) in _pictures)
        {
            if (at >= from && picture >= step)
            {
                return at;
            }
        }

        return null;
    }

    /// <summary>
    /// The last packet above a step before two seconds without any; <paramref name="from"/> when there is none, null when it never ends.
    /// </summary>
    public TimeSpan? LastAbove(LayerStep step, TimeSpan from, TimeSpan to)
    {
        TimeSpan last = from;
        foreach ((TimeSpan at, LayerStep picture) in _pictures)
        {
            if (at < from || at >= to || picture <= step)
            {
                continue;
            }

            if (at - last > TimeSpan.FromSeconds(2))
            {
                return last;
            }

            last = at;
        }

        return to - last > TimeSpan.FromSeconds(2) ? last : null;
    }

    private int LastBefore(TimeSpan time)
    {
        int low = 0;
        int high = _pictures.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _pictures[middle].At <= time ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }
}
