using Tureen.Engine.Primitives;

namespace Tureen.Testing.Simulation.Layers;

/// <summary>Now and then one layer of the sender stops, and returns.</summary>
internal sealed class Outages(Timestamp now, LayeredVideoSender sender, RandomSource random)
{
    private const int MinDuration = 500;
    private const int MaxDuration = 8000;
    private const int MinPause = 5000;
    private const int MaxPause = 20_000;

    private int _stopped = -1;

    public Timestamp NextDeadline { get; private set; } = now + TimeSpan.FromMilliseconds(MaxPause);

    public int Count { get; private set; }

    public void HandleDeadline(Timestamp now)
    {
        bool isEnd = _stopped >= 0;
        int wait = isEnd ? random.Next(MinPause, MaxPause) : random.Next(MinDuration, MaxDuration);
        NextDeadline = now + TimeSpan.FromMilliseconds(wait);
        if (isEnd)
        {
            sender.SetActive(_stopped, isActive: true);
            _stopped = -1;
            return;
        }

        // The lowest layer of a scalable stream carries the others.
        Count++;
        _stopped = sender.Streams.Length > 1 ? random.Next(0, 2) : 2;
        sender.SetActive(_stopped, isActive: false);
    }
}
