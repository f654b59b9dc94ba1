using Tureen.Engine.Primitives;

namespace Tureen.Fuzz.Scenes;

/// <summary>The worker's randomness, which begins anew with each run, so that a run depends on its input alone.</summary>
internal sealed class FuzzRandom : RandomSource
{
    private const ulong Seed = 0x7EEE;

    private SeededRandomSource _source = new(Seed);

    public void Restart() => _source = new SeededRandomSource(Seed);

    public override void Fill(Span<byte> destination) => _source.Fill(destination);
}
