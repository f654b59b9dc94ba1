using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class RemoteClockOffsetEstimatorTests
{
    private const long LocalEpoch = 3_900_000_000_000_000;
    private const long Delay = 40;

    private readonly RemoteClockOffsetEstimator _estimator =
        new(new NtpClock(Timestamp.Zero, NtpTime.FromMicroseconds(LocalEpoch)));

    private int _reports;

    [Fact]
    public void There_is_no_offset_before_the_third_report()
    {
        Report(1000, 2);
        Assert.Null(_estimator.Offset);
        Assert.False(_estimator.TryTranslate(new NtpTime(1), out _));
        Report(1000);
        Assert.NotNull(_estimator.Offset);
    }

    [Theory]
    [InlineData(0, 1000 + Delay)]
    [InlineData(80, 1000)]
    public void The_delay_of_the_path_is_taken_out_once_the_round_trip_is_known(int roundTrip, long expected)
    {
        Report(1000, 5, roundTrip);
        AssertOffset(expected);
    }

    [Fact]
    public void One_outlier_is_ignored()
    {
        Report(1000, 3, 80);
        Report(5000, 1, 80);
        Report(1000, 3, 80);
        AssertOffset(1000);
    }

    [Fact]
    public void A_lasting_change_is_followed_once_it_fills_half_of_the_window()
    {
        Report(1000, 7, 80);
        Report(3000, 3, 80);
        AssertOffset(1000);
        Report(3000, 1, 80);
        AssertOffset(3000);
        Report(3000, 3, 80);
        AssertOffset(3000);
    }

    [Fact]
    public void A_drifting_clock_is_tracked_at_the_median()
    {
        for (int i = 0; i < 20; i++)
        {
            Report(1000 + i, 1, 80);
        }

        AssertOffset(1016);
    }

    [Fact]
    public void Of_an_even_number_the_upper_middle_counts()
    {
        Report(1000, 2, 80);
        Report(2000, 2, 80);
        AssertOffset(2000);
    }

    [Fact]
    public void Reports_of_one_arrival_are_one_sample_and_a_sender_without_a_clock_is_none()
    {
        Timestamp now = Timestamp.FromMilliseconds(10);
        for (int i = 0; i < 5; i++)
        {
            _estimator.HandleReport(now, NtpTime.FromMicroseconds(LocalEpoch), TimeSpan.Zero);
            _estimator.HandleReport(Timestamp.FromMilliseconds(100 + i), default, TimeSpan.Zero);
        }

        Assert.Null(_estimator.Offset);
    }

    [Fact]
    public void An_instant_is_translated()
    {
        Report(-250_000, 3, 80);
        Assert.True(_estimator.TryTranslate(NtpTime.FromMicroseconds(LocalEpoch + 260_000_000), out Timestamp local));
        Assert.InRange(local.Microseconds, 9_999_999, 10_000_001);
    }

    [Fact]
    public void A_reset_forgets_all()
    {
        Report(1000, 5);
        _estimator.Reset();
        Assert.Null(_estimator.Offset);
        Report(2000, 3, 80);
        AssertOffset(2000);
    }

    /// <summary>Reports of a peer whose clock is behind by <paramref name="offset"/> milliseconds.</summary>
    private void Report(long offset, int count = 1, int roundTrip = 0)
    {
        for (int i = 0; i < count; i++)
        {
            _reports++;
            Timestamp arrival = Timestamp.FromMilliseconds(_reports * 1000);
            long remote = LocalEpoch + arrival.Microseconds - ((offset + Delay) * 1000);
            _estimator.HandleReport(arrival, NtpTime.FromMicroseconds((ulong)remote), TimeSpan.FromMilliseconds(roundTrip));
        }
    }

    private void AssertOffset(long milliseconds) =>
        Assert.InRange(_estimator.Offset!.Value.TotalMilliseconds, milliseconds - 0.01, milliseconds + 0.01);
}
