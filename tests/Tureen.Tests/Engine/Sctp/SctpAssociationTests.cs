using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Engine.Sctp.Send;

namespace Tureen.Tests.Engine.Sctp;

public sealed class SctpAssociationTests
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Fact]
    public void Messages_sent_before_the_connection_are_delivered_after_it()
    {
        var scene = new SctpScene();
        Assert.Equal(SendOutcome.Queued, scene.A.SendMessage(scene.Now, 1, [1, 2, 3]));
        Assert.Equal(3, scene.A.Association.GetBufferedAmount(1));
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(OneSecond);
        Assert.Equal([1, 2, 3], Assert.Single(scene.B.Messages).Payload);
    }

    [Theory]
    [InlineData(0)]
    [InlineData((int)SctpExtensions.Interleaving)]
    [InlineData((int)(SctpExtensions.Interleaving | SctpExtensions.ZeroChecksum))]
    public void Long_messages_of_both_ends_arrive_whole(int extensions)
    {
        SctpScene scene = SctpScene.Connected(1, new SctpAssociationOptions { Extensions = (SctpExtensions)extensions });
        byte[] payload = new byte[200_000];
        new SeededRandomSource(3).Fill(payload);
        Assert.Equal(SendOutcome.Queued, scene.A.SendMessage(scene.Now, 1, payload));
        Assert.Equal(SendOutcome.Queued, scene.B.SendMessage(scene.Now, 2, payload));
        scene.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(payload, Assert.Single(scene.A.Messages).Payload);
        Assert.Equal(payload, Assert.Single(scene.B.Messages).Payload);
        Assert.Equal(0, scene.A.Association.TotalBufferedAmount);
    }

    [Fact]
    public void No_packet_is_longer_than_the_MTU()
    {
        SctpScene scene = SctpScene.Connected(1, new SctpAssociationOptions { Mtu = 600 });
        int longest = 0;
        scene.Filter = (_, packet) =>
        {
            longest = Math.Max(longest, packet.Length);
            return true;
        };
        scene.A.SendMessage(scene.Now, 1, new byte[50_000]);
        scene.B.SendMessage(scene.Now, 1, new byte[50_000]);
        scene.Run(TimeSpan.FromSeconds(5));
        Assert.Single(scene.B.Messages);
        Assert.Single(scene.A.Messages);
        Assert.InRange(longest, 500, 600);
    }

    [Fact]
    public void What_waits_falls_to_its_threshold_once_and_is_reported_by_stream_and_in_total()
    {
        SctpScene scene = SctpScene.Connected(1, new SctpAssociationOptions { TotalBufferedAmountLowThreshold = 1000 });
        scene.A.Association.SetBufferedAmountLowThreshold(7, 1000);
        scene.A.SendMessage(scene.Now, 7, new byte[100_000]);
        scene.Run(TimeSpan.FromSeconds(5));
        Assert.Equal([7], scene.A.StreamsOf(SctpEventKind.BufferedAmountLow));
        Assert.Single(scene.A.StreamsOf(SctpEventKind.TotalBufferedAmountLow));
    }

    [Fact]
    public void A_silent_peer_is_given_up()
    {
        SctpScene scene = SctpScene.Connected();
        scene.Loss = 100;
        scene.A.SendMessage(scene.Now, 1, [1]);
        scene.Run(TimeSpan.FromHours(1));
        Assert.Equal(SctpAssociationState.Failed, scene.A.State);
        Assert.Equal(SctpEndReason.PeerUnreachable, scene.A.Events[^1].EndReason);
        Assert.Equal(SctpAssociationState.Failed, scene.B.State);
        Assert.Equal(0, scene.Pool.Leased);
    }

    [Fact]
    public void An_idle_peer_is_asked_whether_it_lives()
    {
        SctpScene scene = SctpScene.Connected();
        scene.Run(TimeSpan.FromMinutes(10));
        Assert.Equal(SctpAssociationState.Connected, scene.A.State);
        Assert.True(scene.PacketsSent > 40);
        Assert.Equal(TimeSpan.FromMilliseconds(40), scene.A.Association.GetStats().SmoothedRoundTripTime);
    }

    [Fact]
    public void A_shutdown_delivers_everything_first()
    {
        SctpScene scene = SctpScene.Connected();
        scene.Loss = 10;
        scene.A.SendMessage(scene.Now, 1, new byte[100_000]);
        scene.B.SendMessage(scene.Now, 1, new byte[100_000]);
        scene.A.Association.Shutdown(scene.Now, scene.A);
        Assert.Equal(SendOutcome.Closed, scene.A.SendMessage(scene.Now, 1, [1]));
        scene.Run(TimeSpan.FromMinutes(2));
        Assert.Single(scene.A.Messages);
        Assert.Single(scene.B.Messages);
        AssertClosed(scene, SctpEndReason.Closed);
    }

    [Fact]
    public void Both_may_shut_down_at_once()
    {
        SctpScene scene = SctpScene.Connected();
        scene.A.Association.Shutdown(scene.Now, scene.A);
        scene.B.Association.Shutdown(scene.Now, scene.B);
        scene.Run(TimeSpan.FromMinutes(2));
        AssertClosed(scene, SctpEndReason.Closed);
    }

    [Fact]
    public void An_abort_ends_both_at_once()
    {
        SctpScene scene = SctpScene.Connected();
        scene.A.SendMessage(scene.Now, 1, new byte[100_000]);
        scene.A.Association.Close(scene.A);
        scene.A.Association.Close(scene.A);
        scene.Run(OneSecond);
        AssertClosed(scene, SctpEndReason.PeerAborted);
        Assert.Equal(0, scene.Pool.Leased);
    }

    [Fact]
    public void A_lost_abort_is_sent_again_to_a_peer_that_goes_on()
    {
        SctpScene scene = SctpScene.Connected();
        scene.A.Association.Close(scene.A);
        scene.A.Sent.Clear();
        scene.B.SendMessage(scene.Now, 1, [1]);
        scene.Run(OneSecond);
        AssertClosed(scene, SctpEndReason.PeerAborted);
    }

    private static void AssertClosed(SctpScene scene, SctpEndReason reasonAtB)
    {
        Assert.Equal(SctpAssociationState.Closed, scene.A.State);
        Assert.Equal(SctpAssociationState.Closed, scene.B.State);
        Assert.Equal(SctpEndReason.Closed, scene.A.Events[^1].EndReason);
        Assert.Equal(reasonAtB, scene.B.Events[^1].EndReason);
        Assert.True(scene.A.Association.NextDeadline.IsNever);
        Assert.True(scene.B.Association.NextDeadline.IsNever);
    }
}
