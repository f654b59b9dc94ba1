using Tureen.Engine.Primitives;
using Tureen.Net;

namespace Tureen.Tests.Net;

public sealed class MonotonicClockTests
{
    [Fact]
    public void The_clock_never_goes_back()
    {
        Timestamp last = MonotonicClock.Now;
        for (int i = 0; i < 1000; i++)
        {
            Timestamp now = MonotonicClock.Now;
            Assert.True(now >= last);
            last = now;
        }
    }

    [Fact]
    public void The_anchor_ties_it_to_the_present_year()
    {
        NtpTime ntp = MonotonicClock.CreateNtpClock().ToNtp(MonotonicClock.Now);
        DateTime at = new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(ntp.Seconds);
        Assert.InRange((DateTime.UtcNow - at).TotalSeconds, -2, 10);
    }
}
