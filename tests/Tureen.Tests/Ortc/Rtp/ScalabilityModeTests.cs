using Tureen.Ortc;

namespace Tureen.Tests.Ortc.Rtp;

public sealed class ScalabilityModeTests
{
    [Theory]
    [InlineData("L1T3", 1, 3, false)]
    [InlineData("L3T2_KEY", 3, 2, true)]
    [InlineData("S2T3", 2, 3, false)]
    [InlineData("L0T3", 1, 1, false)]
    [InlineData("L3T0", 1, 1, false)]
    [InlineData("foo", 1, 1, false)]
    [InlineData("", 1, 1, false)]
    [InlineData(null, 1, 1, false)]
    [InlineData("L3T", 1, 1, false)]
    [InlineData("T3", 1, 1, false)]
    [InlineData("L", 1, 1, false)]
    [InlineData("L20T3", 20, 3, false)]
    [InlineData("L200T3", 1, 1, false)]
    [InlineData("L4T7_KEY_SHIFT", 4, 7, true)]
    [InlineData("L2T333", 2, 33, false)]
    [InlineData("l1t3", 1, 1, false)]
    public void Layers_are_read_as_by_mediasoup(string? text, int spatial, int temporal, bool ksvc)
        => Assert.Equal(new ScalabilityMode(spatial, temporal, ksvc), ScalabilityMode.Parse(text));
}
