using Tureen.Engine.Primitives;

namespace Tureen.Tests.Engine.Codecs;

/// <summary>
/// A sender of three spatial and three temporal layers, frame by frame, in the order 0, 2, 1, 2 of temporal layers. It says what each
/// frame refers to, so that a test can play a decoder that forgives nothing.
/// </summary>
internal sealed class SvcStream(ulong seed, bool isKSvc)
{
    public const int SpatialLayers = 3;
    public const int TemporalLayers = 3;
    private const int Cycle = 4;
    private readonly SeededRandomSource _random = new(seed);
    private int _sinceKey = -1;

    public SeededRandomSource Random => _random;

    public int Pictures { get; private set; }

    public static ReadOnlySpan<byte> TemporalPattern => [0, 2, 1, 2];

    /// <summary>The frames of the next picture, lowest spatial layer first.</summary>
    public SvcFrame[] NextPicture(bool isKey)
    {
        _sinceKey = isKey || _sinceKey < 0 ? 0 : _sinceKey + 1;
        int phase = _sinceKey % Cycle;
        var frames = new SvcFrame[SpatialLayers];
        for (int spatial = 0; spatial < SpatialLayers; spatial++)
        {
            frames[spatial] = new SvcFrame(Pictures, spatial, TemporalPattern[phase], _sinceKey == 0, phase, References(spatial, phase));
        }

        Pictures++;
        return frames;
    }

    private List<int> References(int spatial, int phase)
    {
        var references = new List<int>();
        if (_sinceKey > 0)
        {
            // The lowest temporal layer refers to itself, the first two others to it, the last one to the layer between.
            int pictures = phase switch { 0 => Cycle, 1 => 1, 2 => 2, _ => 1 };
            references.Add(((Pictures - pictures) * SpatialLayers) + spatial);
        }

        if (spatial > 0 && (_sinceKey == 0 || !isKSvc))
        {
            references.Add((Pictures * SpatialLayers) + spatial - 1);
        }

        return references;
    }
}
