using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;

namespace Tureen.Tests.Rooms.Page.Session;

[SupportedOSPlatform("browser")]
public sealed class QualityTests
{
    [Theory]
    [InlineData(10, 2, 1, "good", "S2 T1 · 10")]
    [InlineData(6, 0, null, "fair", "S0 T0 · 6")]
    [InlineData(1, null, null, "poor", "1")]
    [InlineData(null, null, null, "good", "")]
    public void Layers_and_score_make_a_badge(int? score, int? spatial, int? temporal, string grade, string label)
    {
        var quality = new Quality(score, spatial, temporal);
        Assert.Equal((grade, label), (quality.Grade, quality.Label));
    }
}
