using Tureen.Engine.Primitives;
using Tureen.Recording.Timing;

namespace Tureen.Tests.Recording.Timing;

public sealed class TrackClockTests
{
    private const int Rate = 90_000;

    [Fact]
    public void Frames_are_where_they_were_captured_over_the_wrap_of_the_timestamp()
    {
        var clock = new TrackClock(Rate);
        uint timestamp = uint.MaxValue - 4_500;
        for (int i = 0; i < 100; i++)
        {
            Timestamp captured = Timestamp.FromMilliseconds(1_000 + (i * 100));

            Assert.Equal(captured, clock.Place(timestamp, captured + TimeSpan.FromMilliseconds(70 + (i % 7)), captured));

            timestamp += Rate / 10;
        }
    }

    [Fact]
    public void Earlier_frames_get_their_places_by_the_clock_that_is_known_later()
    {
        var clock = new TrackClock(Rate);
        clock.Learn(3 * Rate, Timestamp.FromMilliseconds(13_000));

        Assert.True(clock.IsSettled);
        Assert.Equal(Timestamp.FromMilliseconds(10_000), clock.Place(0, Timestamp.FromMilliseconds(10_200), Timestamp.Never));
        Assert.Equal(Timestamp.FromMilliseconds(11_000), clock.Place(Rate, Timestamp.FromMilliseconds(11_400), Timestamp.Never));
        Assert.Equal(Timestamp.FromMilliseconds(13_000), clock.Place(3 * Rate, Timestamp.FromMilliseconds(13_100), Timestamp.FromMilliseconds(13_000)));
    }

    [Fact]
    public void Without_a_clock_the_fastest_packet_counts()
    {
        var clock = new TrackClock(Rate);

        clock.Place(0, Timestamp.FromMilliseconds(150), Timestamp.Never);
        clock.Place(Rate, Timestamp.FromMilliseconds(1_100), Timestamp.Never);

        Assert.Equal(Timestamp.FromMilliseconds(2_100), clock.Place(2 * Rate, Timestamp.FromMilliseconds(2_300), Timestamp.Never));
    }

    [Fact]
    public void A_small_error_is_corrected_slowly_and_a_new_source_at_once()
    {
        var clock = new TrackClock(Rate);
        clock.Place(0, Timestamp.Zero, Timestamp.FromMilliseconds(0));

        // 1. 50 ms of error, of which a fiftieth of the time that passed is corrected.
        Assert.Equal(Timestamp.FromMilliseconds(1_020), clock.Place(Rate, Timestamp.Zero, Timestamp.FromMilliseconds(1_050)));
        Assert.Equal(Timestamp.FromMilliseconds(2_040), clock.Place(2 * Rate, Timestamp.Zero, Timestamp.FromMilliseconds(2_050)));
        Assert.Equal(Timestamp.FromMilliseconds(3_050), clock.Place(3 * Rate, Timestamp.Zero, Timestamp.FromMilliseconds(3_050)));

        // 2. Another minute.
        Assert.Equal(Timestamp.FromMilliseconds(60_000), clock.Place(4 * Rate, Timestamp.Zero, Timestamp.FromMilliseconds(60_000)));
    }
}
