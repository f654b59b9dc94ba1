using Tureen.Engine.Primitives;

namespace Tureen.Engine.Forwarding.Observers;

/// <summary>How much somebody has spoken recently, over three spans: immediate, medium and long.</summary>
internal sealed class SpeakerActivity(Timestamp now)
{
    public const byte MaxLevel = 127;

    private const byte MinLevel = 0;

    /// <summary>Levels kept, each for <see cref="LevelSpan"/>.</summary>
    private const int LevelCount = 50;
    private const int MediumCount = 10;
    private const int LongCount = 1;

    /// <summary>Levels to one step of activity.</summary>
    private const int Step = 10;

    /// <summary>Steps above which 20 ms count as active within the medium span, and parts above which a medium span counts within the long one.</summary>
    private const int ActiveSteps = 7;
    private const int ActiveParts = 4;

    /// <summary>Levels after which the floor may rise.</summary>
    private const int FloorWindow = 15 * 1000 / 20;

    /// <summary>The time that one level stands for.</summary>
    public static readonly TimeSpan LevelSpan = TimeSpan.FromMilliseconds(20);

    private static readonly SpeechScore ImmediateScores = new(parts: 13, falloff: 0.78);
    private static readonly SpeechScore MediumScores = new(parts: 5, falloff: 24);
    private static readonly SpeechScore LongScores = new(parts: 10, falloff: 47);

    private readonly byte[] _levels = new byte[LevelCount];
    private readonly byte[] _immediates = new byte[LevelCount];
    private readonly byte[] _mediums = new byte[MediumCount];
    private readonly byte[] _longs = new byte[LongCount];
    private int _nextLevel;
    private byte _floor;
    private byte _nextFloor;
    private long _floorAge;

    /// <summary>The end of the newest level.</summary>
    private Timestamp _filledTo = now;

    /// <summary>When the last level came.</summary>
    public Timestamp HeardAt { get; private set; } = now;

    public double ImmediateScore { get; private set; } = SpeechScore.Minimum;

    public double MediumScore { get; private set; } = SpeechScore.Minimum;

    public double LongScore { get; private set; } = SpeechScore.Minimum;

    /// <summary>Takes a level, 0 for silence; it holds for the time since the last one.</summary>
    public void HandleLevel(Timestamp now, byte level)
    {
        if (now < HeardAt)
        {
            return;
        }

        // By time and not by packets, which may have any length. A second packet within one span replaces the first.
        HeardAt = now;
        long spans = (now - _filledTo).Ticks / LevelSpan.Ticks;
        if (spans == 0)
        {
            _levels[(_nextLevel + LevelCount - 1) % LevelCount] = level;
        }

        _filledTo = spans > LevelCount ? now : _filledTo + (spans * LevelSpan);
        for (long i = Math.Min(spans, LevelCount); i > 0; i--)
        {
            _levels[_nextLevel] = level;
            _nextLevel = (_nextLevel + 1) % LevelCount;
        }

        UpdateFloor(level, spans);
    }

    /// <summary>Brings the scores up to date.</summary>
    public void Evaluate()
    {
        if (!ComputeImmediates())
        {
            return;
        }

        ImmediateScore = ImmediateScores[_immediates[0]];
        if (!Count(_immediates, _mediums, ActiveSteps))
        {
            return;
        }

        MediumScore = MediumScores[_mediums[0]];
        if (Count(_mediums, _longs, ActiveParts))
        {
            LongScore = LongScores[_longs[0]];
        }
    }

    /// <summary>How many of each group of small ones are above the threshold; whether that changed.</summary>
    private static bool Count(ReadOnlySpan<byte> small, Span<byte> big, int threshold)
    {
        bool isChanged = false;
        int length = small.Length / big.Length;
        for (int i = 0; i < big.Length; i++)
        {
            byte count = 0;
            foreach (byte value in small.Slice(i * length, length))
            {
                count += value > threshold ? (byte)1 : (byte)0;
            }

            isChanged |= big[i] != count;
            big[i] = count;
        }

        return isChanged;
    }

    /// <summary>From the newest level back.</summary>
    private bool ComputeImmediates()
    {
        bool isChanged = false;
        int floor = _floor + Step;
        for (int i = 0; i < LevelCount; i++)
        {
            byte level = _levels[(_nextLevel - 1 - i + LevelCount) % LevelCount];
            byte immediate = level < floor ? MinLevel : (byte)(level / Step);
            isChanged |= _immediates[i] != immediate;
            _immediates[i] = immediate;
        }

        return isChanged;
    }

    /// <summary>Follows the noise of a microphone: down at once, up slowly.</summary>
    private void UpdateFloor(byte level, long spans)
    {
        if (level == MinLevel)
        {
            return;
        }

        if (_floor == MinLevel || level < _floor)
        {
            _floor = level;
            _nextFloor = MinLevel;
            _floorAge = 0;
            return;
        }

        _nextFloor = _nextFloor == MinLevel ? level : Math.Min(_nextFloor, level);
        _floorAge += spans;
        if (_floorAge >= FloorWindow)
        {
            _floor = (byte)Math.Sqrt(_floor * _nextFloor);
            _nextFloor = MinLevel;
            _floorAge = 0;
        }
    }
}
