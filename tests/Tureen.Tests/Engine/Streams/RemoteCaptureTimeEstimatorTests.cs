using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;

namespace Tureen.Tests.Engine.Streams;

public sealed class RemoteCaptureTimeEstimatorTests
{
    private const long Epoch = 3_900_000_000_000_000;
    private const int ClockRate = 90_000;

    private readonly RemoteCaptureClock _clock = new(new NtpClock(Timestamp.Zero, NtpTime.FromMicroseconds(Epoch)));
    private readonly RemoteCaptureTimeEstimator _stream;

    public RemoteCaptureTimeEstimatorTests() => _stream = new RemoteCaptureTimeEstimator(_clock, ClockRate);

    [Fact]
    public void There_is_no_source_before_the_first_producer()
    {
        Assert.Equal(CaptureTimeSource.None, _clock.Source);
        Report(3);
        Assert.False(_stream.TryGetCapturedAt(0, out _));
    }

    [Theory]
    [InlineData(true, CaptureTimeSource.AbsCaptureTime)]
    [InlineData(false, CaptureTimeSource.SenderReport)]
    internal void The_first_producer_decides(bool hasAbsCaptureTime, CaptureTimeSource expected)
    {
        _clock.AddProducer(hasAbsCaptureTime);
        Assert.Equal(expected, _clock.Source);
    }

    [Fact]
    public void The_source_moves_to_sender_reports_and_never_back()
    {
        _clock.AddProducer(hasAbsCaptureTime: true);
        _clock.AddProducer(hasAbsCaptureTime: false);
        Assert.Equal(CaptureTimeSource.SenderReport, _clock.Source);
        _clock.AddProducer(hasAbsCaptureTime: true);
        Assert.Equal(CaptureTimeSource.SenderReport, _clock.Source);
    }

    [Fact]
    public void After_three_reports_instants_are_linear_in_the_rtp_timestamp()
    {
        _clock.AddProducer(hasAbsCaptureTime: false);
        Report(2);
        Assert.False(_stream.TryGetCapturedAt(0, out _));
        Report(1);

        // The third report came at 3 s with timestamp 270,000.
        AssertCapturedAt(270_000, 3000);
        AssertCapturedAt(270_000 + 45_000, 3500);
        AssertCapturedAt(270_000 - 45_000, 2500);
        Assert.True(_stream.TryGetCapturedAt(270_000 + (10 * ClockRate), out _));
        Assert.False(_stream.TryGetCapturedAt(270_000 + (10 * ClockRate) + 1000, out _));
    }

    [Fact]
    public void The_header_extension_carries_its_own_instants()
    {
        _clock.AddProducer(hasAbsCaptureTime: true);
        Report(3);
        Assert.False(_stream.TryGetCapturedAt(270_000, out _));
        _stream.HandleAbsCaptureTime(1000, new AbsCaptureTime(NtpTime.FromMicroseconds(Epoch + 2_000_000), null));
        AssertCapturedAt(1000, 2000);
        AssertCapturedAt(1000 + 9000, 2100);
        Assert.False(_stream.TryGetCapturedAt(1000 + (5 * ClockRate) + 1000, out _));
    }

    [Fact]
    public void The_capturers_own_offset_is_taken_out()
    {
        _clock.AddProducer(hasAbsCaptureTime: true);
        Report(3);
        _stream.HandleAbsCaptureTime(1000, new AbsCaptureTime(NtpTime.FromMicroseconds(Epoch + 2_000_000), 1L << 32));
        AssertCapturedAt(1000, 1000);
    }

    private int _reports;

    private void Report(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _reports++;
            Timestamp now = Timestamp.FromMilliseconds(_reports * 1000);
            var sender = new SenderInfo(
                1, NtpTime.FromMicroseconds((ulong)(Epoch + now.Microseconds)), (uint)(_reports * ClockRate), 0, 0);
            _stream.HandleSenderReport(now, sender, TimeSpan.Zero);
        }
    }

    private void AssertCapturedAt(uint rtpTimestamp, double milliseconds)
    {
        Assert.True(_stream.TryGetCapturedAt(rtpTimestamp, out Timestamp capturedAt));
        Assert.InRange(capturedAt.Microseconds / 1000.0, milliseconds - 0.01, milliseconds + 0.01);
    }
}
