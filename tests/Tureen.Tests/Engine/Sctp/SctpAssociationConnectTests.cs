using Tureen.Engine.Sctp;

namespace Tureen.Tests.Engine.Sctp;

public sealed class SctpAssociationConnectTests
{
    private static readonly TimeSpan OneSecond = TimeSpan.FromSeconds(1);

    [Fact]
    public void Four_packets_connect_both_ends()
    {
        var scene = new SctpScene();
        scene.A.Association.Connect(scene.Now, scene.A);
        Assert.Equal(SctpAssociationState.Connecting, scene.A.State);

        scene.Run(OneSecond);

        Assert.Equal(4, scene.PacketsSent);
        Assert.Equal(
            [SctpEventKind.StateChanged, SctpEventKind.CapabilitiesNegotiated, SctpEventKind.StateChanged],
            scene.A.Events.Select(item => item.Kind));
        Assert.Equal([SctpEventKind.CapabilitiesNegotiated, SctpEventKind.StateChanged], scene.B.Events.Select(item => item.Kind));
        Assert.Equal(SctpAssociationState.Connected, scene.A.State);
        Assert.Equal(SctpAssociationState.Connected, scene.B.State);
        Assert.Equal(65_535, scene.A.Association.Capabilities.OutboundStreams);
        Assert.Equal(65_535, scene.B.Association.Capabilities.InboundStreams);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(25)]
    public void Both_may_begin_at_once(int apart)
    {
        var scene = new SctpScene();
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(TimeSpan.FromMilliseconds(apart));
        scene.B.Association.Connect(scene.Now, scene.B);
        scene.Run(OneSecond);
        AssertBothWays(scene);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Both_connect_through_loss(ulong seed)
    {
        var scene = new SctpScene(seed) { Loss = 40, Jitter = TimeSpan.FromMilliseconds(40), Duplication = 20 };
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.B.Association.Connect(scene.Now, scene.B);
        scene.Run(TimeSpan.FromMinutes(5));
        scene.Loss = 0;
        AssertBothWays(scene);
        Assert.DoesNotContain(scene.A.Events, item => item.Kind == SctpEventKind.Restarted);
    }

    public static TheoryData<ulong> Seeds() => [.. Enumerable.Range(1, 20).Select(seed => (ulong)seed)];

    [Fact]
    public void Without_an_answer_it_fails_after_nine_attempts()
    {
        var scene = new SctpScene { Loss = 100 };
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.Run(TimeSpan.FromMinutes(10));
        Assert.Equal(9, scene.PacketsSent);
        Assert.Equal(SctpAssociationState.Failed, scene.A.State);
        Assert.Equal(SctpEndReason.HandshakeTimeout, scene.A.Events[^1].EndReason);
        Assert.True(scene.A.Association.NextDeadline.IsNever);
    }

    [Fact]
    public void A_peer_that_lost_its_state_begins_anew_and_what_waits_is_delivered()
    {
        SctpScene scene = SctpScene.Connected();
        Send(scene, scene.A, 1);
        scene.Run(OneSecond);
        scene.B.Restart(77, new SctpAssociationOptions());
        scene.B.Association.Connect(scene.Now, scene.B);
        scene.Run(OneSecond);

        Assert.Contains(scene.A.Events, item => item.Kind == SctpEventKind.Restarted);
        AssertBothWays(scene);
    }

    [Fact]
    public void Fewer_streams_of_either_end_count()
    {
        SctpScene scene = SctpScene.Connected(
            1, new SctpAssociationOptions { OutboundStreams = 10, InboundStreams = 20 }, new SctpAssociationOptions { OutboundStreams = 15, InboundStreams = 5 });
        Assert.Equal(5, scene.A.Association.Capabilities.OutboundStreams);
        Assert.Equal(15, scene.A.Association.Capabilities.InboundStreams);
        Assert.Equal(15, scene.B.Association.Capabilities.OutboundStreams);
        Assert.Equal(5, scene.B.Association.Capabilities.InboundStreams);
        Assert.Equal(Tureen.Engine.Sctp.Send.SendOutcome.NoSuchStream, scene.A.SendMessage(scene.Now, 5, [1]));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Packets_go_without_checksum_only_if_both_agree(bool isOfferedByA, bool isOfferedByB)
    {
        SctpScene scene = SctpScene.Connected(1, Options(isOfferedByA), Options(isOfferedByB));
        int without = 0;
        scene.Filter = (_, packet) =>
        {
            without += packet.AsSpan(8, 4).IndexOfAnyExcept((byte)0) < 0 ? 1 : 0;
            return true;
        };
        AssertBothWays(scene);
        Assert.Equal(isOfferedByA && isOfferedByB, without > 0);
    }

    [Fact]
    public void Closing_before_the_answer_is_silent()
    {
        var scene = new SctpScene();
        scene.A.Association.Connect(scene.Now, scene.A);
        scene.A.Sent.Clear();
        scene.A.Association.Close(scene.A);
        Assert.Equal(SctpAssociationState.Closed, scene.A.State);
        Assert.Empty(scene.A.Sent);
    }

    internal static void AssertBothWays(SctpScene scene)
    {
        Assert.Equal(SctpAssociationState.Connected, scene.A.State);
        Assert.Equal(SctpAssociationState.Connected, scene.B.State);
        int atA = scene.A.Messages.Count;
        int atB = scene.B.Messages.Count;
        Send(scene, scene.A, 3);
        Send(scene, scene.B, 4);
        scene.Run(TimeSpan.FromSeconds(30));
        Assert.Equal(atB + 1, scene.B.Messages.Count);
        Assert.Equal(atA + 1, scene.A.Messages.Count);
    }

    private static void Send(SctpScene scene, SctpPeer peer, ushort streamId) =>
        Assert.Equal(Tureen.Engine.Sctp.Send.SendOutcome.Queued, peer.SendMessage(scene.Now, streamId, new byte[5000]));

    private static SctpAssociationOptions Options(bool isZeroOffered) => new()
    {
        Extensions = SctpExtensions.PartialReliability | (isZeroOffered ? SctpExtensions.ZeroChecksum : SctpExtensions.None),
    };
}
