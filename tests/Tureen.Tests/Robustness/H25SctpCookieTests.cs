using Tureen.Engine.Primitives;
using Tureen.Engine.Sctp;
using Tureen.Tests.Engine.Sctp;
using static Tureen.Tests.Engine.Sctp.SctpPacketBytes;

namespace Tureen.Tests.Robustness;

public class H25SctpCookieTests
{
    private const byte CookieEcho = 10;
    private const byte CookieAck = 11;

    private readonly SctpScene _scene = new();

    [Fact]
    public void H25_a_cookie_with_any_bit_changed_makes_no_association()
    {
        byte[] echo = CatchCookieEcho();
        for (int i = 16; i < echo.Length; i++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                byte[] forged = [.. echo];
                forged[i] ^= (byte)(1 << bit);
                Seal(forged);
                Assert.False(_scene.Inject(_scene.B, forged, out DropReason reason));
                Assert.Equal(DropReason.SctpWrongCookie, reason);
            }
        }

        Assert.Equal(SctpAssociationState.New, _scene.B.State);
        Assert.Empty(_scene.B.Sent);
        Assert.True(_scene.Inject(_scene.B, echo, out _));
        Assert.Equal(SctpAssociationState.Connected, _scene.B.State);
    }

    [Fact]
    public void H25_a_cookie_of_another_association_makes_none()
    {
        byte[] echo = CatchCookieEcho();
        _scene.B.Restart(99, new SctpAssociationOptions());
        Assert.False(_scene.Inject(_scene.B, echo, out DropReason reason));
        Assert.Equal(DropReason.SctpWrongCookie, reason);
    }

    [Fact]
    public void H25_a_cookie_under_another_tag_makes_no_association()
    {
        byte[] echo = CatchCookieEcho();
        echo[4] ^= 1;
        Seal(echo);
        Assert.False(_scene.Inject(_scene.B, echo, out _));
        Assert.Equal(SctpAssociationState.New, _scene.B.State);
    }

    [Fact]
    public void H25_a_stale_cookie_is_answered_with_its_error_and_the_peer_begins_again()
    {
        byte[] echo = CatchCookieEcho();
        _scene.Now += TimeSpan.FromSeconds(61);
        Assert.False(_scene.Inject(_scene.B, echo, out _));
        byte[] error = Assert.Single(_scene.B.Sent);
        Assert.Equal(9, FirstTypeOf(error));
        Assert.Equal(SctpAssociationState.New, _scene.B.State);

        _scene.Filter = null;
        _scene.Run(TimeSpan.FromSeconds(5));
        SctpAssociationConnectTests.AssertBothWays(_scene);
    }

    [Fact]
    public void H25_an_empty_or_long_cookie_makes_no_association()
    {
        byte[] echo = CatchCookieEcho();
        foreach (int length in new[] { 0, 1, 47, 48, 79, 81, 1000 })
        {
            Assert.False(_scene.Inject(_scene.B, Packet(TagOf(echo), Chunk(CookieEcho, 0, new byte[length])), out _));
        }

        Assert.Equal(SctpAssociationState.New, _scene.B.State);
    }

    [Fact]
    public void H25_a_cookie_that_comes_again_is_confirmed_and_changes_nothing()
    {
        byte[] echo = CatchCookieEcho();
        Assert.True(_scene.Inject(_scene.B, echo, out _));
        _scene.Filter = null;
        _scene.Run(TimeSpan.FromSeconds(5));
        SctpAssociationConnectTests.AssertBothWays(_scene);
        SctpCapabilities capabilities = _scene.B.Association.Capabilities;
        _scene.B.Events.Clear();

        // Also when it would be stale by now.
        _scene.Now += TimeSpan.FromMinutes(2);
        Assert.True(_scene.Inject(_scene.B, echo, out _));
        Assert.Equal(CookieAck, FirstTypeOf(_scene.B.Sent.Dequeue()));
        Assert.Empty(_scene.B.Events);
        Assert.Equal(capabilities, _scene.B.Association.Capabilities);
        SctpAssociationConnectTests.AssertBothWays(_scene);
    }

    [Fact]
    public void H25_a_cookie_from_before_a_restart_does_not_bring_the_old_association_back()
    {
        byte[] echo = CatchCookieEcho();
        _scene.Inject(_scene.B, echo, out _);
        _scene.Filter = null;
        _scene.Run(TimeSpan.FromSeconds(5));
        _scene.A.Restart(55, new SctpAssociationOptions { Extensions = SctpExtensions.None });
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        _scene.Run(TimeSpan.FromSeconds(5));
        Assert.Equal(SctpExtensions.None, _scene.B.Association.Capabilities.Extensions);

        Assert.False(_scene.Inject(_scene.B, echo, out _));
        Assert.Equal(SctpExtensions.None, _scene.B.Association.Capabilities.Extensions);
        SctpAssociationConnectTests.AssertBothWays(_scene);
    }

    [Fact]
    public void H25_a_cookie_of_an_INIT_that_knew_no_association_does_not_end_one()
    {
        // Two peers ask before either is answered; the second cookie bears no tie tags.
        byte[] other = [.. Number(77), .. Number(100_000), 0, 9, 0, 9, .. Number(1)];
        Assert.True(_scene.Inject(_scene.B, Packet(0, Chunk(1, 0, other)), out _));
        byte[] initAck = _scene.B.Sent.Dequeue();
        byte[] cookie = initAck[36..(36 + CookieSeal.SealedLength)];
        uint tag = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(initAck.AsSpan(16));
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        _scene.Run(TimeSpan.FromSeconds(1));

        Assert.False(_scene.Inject(_scene.B, Packet(tag, Chunk(CookieEcho, 0, cookie)), out _));
        SctpAssociationConnectTests.AssertBothWays(_scene);
    }

    private byte[] CatchCookieEcho()
    {
        byte[]? echo = null;
        _scene.Filter = (isToB, packet) =>
        {
            if (!isToB || FirstTypeOf(packet) != CookieEcho)
            {
                return true;
            }

            echo = packet;
            return false;
        };
        _scene.A.Association.Connect(_scene.Now, _scene.A);
        _scene.Run(TimeSpan.FromMilliseconds(100));
        return echo!;
    }
}
