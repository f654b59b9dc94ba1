using Tureen.Engine.Forwarding;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class PayloadTypeSetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(96)]
    [InlineData(127)]
    public void A_set_has_what_was_added_and_nothing_else(int payloadType)
    {
        var set = default(PayloadTypeSet);
        Assert.Empty(set.All);
        set.Add(payloadType);
        Assert.Equal([payloadType], set.All);
        Assert.True(set.Has((byte)payloadType));
        set.Clear();
        Assert.Empty(set.All);
    }
}
