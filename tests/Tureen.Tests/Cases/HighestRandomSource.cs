using Tureen.Engine.Primitives;

namespace Tureen.Tests.Cases;

/// <summary>Draws the highest number each time.</summary>
internal sealed class HighestRandomSource : RandomSource
{
    public override void Fill(Span<byte> destination) => destination.Fill(0xFF);
}
