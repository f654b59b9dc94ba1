using Tureen.Engine.Congestion.Outgoing;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Tests.Engine.Congestion.Outgoing;

public sealed class ReceiverLossTests
{
    private readonly ReceiverLoss _loss = new();

    [Fact]
    public void Only_loss_that_lasts_for_two_reports_counts()
    {
        Report(0, 1, 1000, 0);
        Report(1, 1, 1100, 51);
        Assert.Equal(0.2, _loss.Value, 0.01);
        Assert.Equal(1, _loss.Share);

        Report(2, 1, 1200, 51);
        Assert.Equal(0.9, _loss.Share, 0.01);

        Report(3, 1, 1300, 2);
        Assert.Equal(1, _loss.Share);
    }

    [Fact]
    public void A_little_loss_neither_lowers_nor_restores_the_share()
    {
        Report(0, 1, 0, 0);
        Report(1, 1, 100, 77);
        Report(2, 1, 200, 77);
        double lowered = _loss.Share;
        Report(3, 1, 300, 13);
        Assert.Equal(lowered, _loss.Share);
    }

    [Fact]
    public void A_stream_of_many_packets_weighs_more()
    {
        Report(0, 1, 0, 0);
        Report(0, 2, 0, 0);
        Report(1, 1, 900, 0);
        Report(1, 2, 100, 128);
        Report(2, 1, 1800, 0);
        Assert.Equal(0.05, _loss.Value, 0.001);
    }

    [Fact]
    public void Numbers_that_begin_anew_cover_nothing()
    {
        Report(0, 1, 60_000, 0);
        Report(1, 1, 10, 255);
        Report(2, 1, 5, 255);
        Assert.Equal(0, _loss.Value);
        Assert.Equal(1, _loss.Share);
    }

    [Fact]
    public void Any_number_of_streams_is_survived()
    {
        for (uint ssrc = 0; ssrc < 10_000; ssrc++)
        {
            Report(ssrc / 100.0, ssrc, 100, 255);
        }

        Assert.Equal(1, _loss.Share);
    }

    private void Report(double seconds, uint ssrc, uint highest, byte fraction) =>
        _loss.Add(Timestamp.FromMilliseconds((long)(seconds * 1000)), new ReportBlock(ssrc, fraction, 0, highest, 0, 0, 0));
}
