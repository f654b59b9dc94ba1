using Tureen.Engine.Sctp;

namespace Tureen.Tests.Engine.Sctp;

public sealed class SctpAssociationStreamResetTests
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    public void A_reset_comes_after_what_was_sent_and_before_what_is_sent_later(int loss)
    {
        SctpScene scene = SctpScene.Connected();
        scene.Loss = loss;
        scene.A.SendMessage(scene.Now, 4, new byte[20_000]);
        scene.A.Association.ResetStreams(scene.Now, [4], scene.A);
        scene.A.SendMessage(scene.Now, 4, [9]);
        scene.A.SendMessage(scene.Now, 5, [7]);
        bool wasResetFirst = false;
        scene.Run(TimeSpan.FromMinutes(3), () => wasResetFirst |= scene.B.Messages.Count == 2 && scene.B.StreamsOf(SctpEventKind.IncomingStreamReset).Any());

        Assert.True(wasResetFirst || loss > 0);
        Assert.Equal([4], scene.B.StreamsOf(SctpEventKind.IncomingStreamReset));
        Assert.Equal([4], scene.A.StreamsOf(SctpEventKind.OutgoingStreamReset));
        Assert.Equal([20_000, 1], scene.B.Messages.Where(item => item.StreamId == 4).Select(item => item.Payload.Length));
    }

    [Fact]
    public void Many_streams_are_reset_by_several_requests()
    {
        SctpScene scene = SctpScene.Connected();
        ushort[] streams = [.. Enumerable.Range(0, 500).Select(id => (ushort)id)];
        scene.A.Association.ResetStreams(scene.Now, streams, scene.A);
        scene.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(streams, scene.B.StreamsOf(SctpEventKind.IncomingStreamReset).Order());
        Assert.Equal(streams, scene.A.StreamsOf(SctpEventKind.OutgoingStreamReset).Order());
    }

    [Fact]
    public void Both_reset_the_same_stream_at_once()
    {
        SctpScene scene = SctpScene.Connected();
        scene.A.Association.ResetStreams(scene.Now, [1], scene.A);
        scene.B.Association.ResetStreams(scene.Now, [1], scene.B);
        scene.Run(OneSecond);
        foreach (SctpPeer peer in new[] { scene.A, scene.B })
        {
            Assert.Equal([1], peer.StreamsOf(SctpEventKind.IncomingStreamReset));
            Assert.Equal([1], peer.StreamsOf(SctpEventKind.OutgoingStreamReset));
        }
    }

    [Fact]
    public void A_reset_asked_for_before_the_connection_is_done_after_it()
    {
        var scene = new SctpScene();
        scene.A.SendMessage(scene.Now, 1, [1]);
        scene.A.Association.ResetStreams(scene.Now, [1], scene.A);
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(OneSecond);
        Assert.Single(scene.B.Messages);
        Assert.Equal([1], scene.B.StreamsOf(SctpEventKind.IncomingStreamReset));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_shutdown_delivers_what_waits_behind_a_reset(bool isByPeer)
    {
        SctpScene scene = SctpScene.Connected();
        scene.A.SendMessage(scene.Now, 4, new byte[20_000]);
        scene.A.Association.ResetStreams(scene.Now, [4], scene.A);
        scene.A.SendMessage(scene.Now, 4, [9]);
        SctpPeer closing = isByPeer ? scene.B : scene.A;
        closing.Association.Shutdown(scene.Now, closing);
        scene.Run(TimeSpan.FromMinutes(1));
        Assert.Equal([20_000, 1], scene.B.Messages.Select(item => item.Payload.Length));
        Assert.Equal(SctpAssociationState.Closed, scene.A.State);
        Assert.Equal(SctpAssociationState.Closed, scene.B.State);
    }

    [Fact]
    public void A_peer_without_the_extension_makes_it_fail()
    {
        SctpScene scene = SctpScene.Connected(1, optionsB: new SctpAssociationOptions { Extensions = SctpExtensions.None });
        scene.A.Association.ResetStreams(scene.Now, [1], scene.A);
        scene.Run(OneSecond);
        Assert.Equal([1], scene.A.StreamsOf(SctpEventKind.OutgoingStreamResetFailed));
    }

    [Fact]
    public void Streams_are_added_up_to_what_the_peer_takes()
    {
        SctpScene scene = SctpScene.Connected(
            1, new SctpAssociationOptions { OutboundStreams = 10 }, new SctpAssociationOptions { InboundStreams = 100 });
        Assert.Equal(10, scene.A.Association.Capabilities.OutboundStreams);
        scene.A.Association.AddStreams(scene.Now, 90, scene.A);
        scene.Run(OneSecond);
        Assert.Equal(100, scene.A.Association.Capabilities.OutboundStreams);
        Assert.Equal(100, scene.B.Association.Capabilities.InboundStreams);
        scene.A.Association.AddStreams(scene.Now, 1, scene.A);
        scene.Run(OneSecond);
        Assert.Equal(100, scene.A.Association.Capabilities.OutboundStreams);
    }
}
