using Tureen.Engine.Crypto;
using Tureen.Engine.Primitives;
using Tureen.Testing;
using Tureen.Tests.Engine.Srtp;

namespace Tureen.Tests.Robustness;

[Collection(nameof(AllocationMeasurement))]
public class H13SrtpWrongTagTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void H13_a_hundred_thousand_wrong_tags_harm_nothing_and_allocate_nothing(int profile)
    {
        using var pair = new SrtpFixtures((SrtpProfile)profile);
        byte[] first = pair.Protect(100);
        byte[] good = pair.Protect(101);
        byte[] forged = pair.Protect(102);
        byte[] work = new byte[forged.Length];
        Assert.True(pair.Receiver.TryUnprotectRtp(first, out _, out _));
        pair.Receiver.TryUnprotectRtp([.. forged[..^1], 0], out _, out _);
        forged[^1] ^= 0x10;

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 100_000; i++)
            {
                forged.CopyTo(work, 0);
                bool isAccepted = pair.Receiver.TryUnprotectRtp(work, out int _, out DropReason reason);
                if (isAccepted || reason != DropReason.SrtpAuthenticationFailed)
                {
                    Assert.Fail($"Accepted or dropped for another reason: {reason}.");
                }
            }
        });

        Assert.Equal(0, allocated);
        Assert.True(pair.Receiver.TryUnprotectRtp(good, out _, out _));
    }
}
