using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class KeyFrameRequestTests
{
    [Fact]
    public void A_picture_loss_indication_is_read_and_written()
    {
        byte[] bytes = Hex("81ce0002 00000001 0330bdee");

        Assert.True(PictureLossIndication.TryParse(Single(bytes), out PictureLossIndication indication));
        Assert.Equal(new PictureLossIndication(1, 0x0330BDEE), indication);
        var destination = new byte[PictureLossIndication.Length];
        Assert.Equal(12, indication.Write(destination));
        Assert.Equal(bytes, destination);
        Assert.Equal(0, indication.Write(destination.AsSpan(1)));
    }

    [Theory]
    [InlineData("81ce0001 00000001")]
    [InlineData("81cd0002 00000001 00000002")]
    [InlineData("84ce0002 00000001 00000002")]
    public void Another_packet_is_no_picture_loss_indication(string hex) =>
        Assert.False(PictureLossIndication.TryParse(Single(Hex(hex)), out _));

    [Fact]
    public void A_full_intra_request_is_read_and_written()
    {
        byte[] bytes = Hex("84ce0004 00000001 00000000 02d0372e 04000000");

        Assert.True(FullIntraRequest.TryParse(Single(bytes), out FullIntraRequest request));
        Assert.Equal(1u, request.SenderSsrc);
        Assert.Equal(0u, request.MediaSsrc);
        FirItemEnumerator items = request.Items;
        Assert.True(items.MoveNext());
        Assert.Equal(new FirItem(0x02D0372E, 4), items.Current);
        Assert.False(items.MoveNext());
        var destination = new byte[20];
        Assert.Equal(20, FullIntraRequest.Write(destination, 1, 0, new FirItem(0x02D0372E, 4)));
        Assert.Equal(bytes, destination);
        Assert.Equal(0, FullIntraRequest.Write(destination.AsSpan(1), 1, 0, default));
    }

    [Fact]
    public void A_full_intra_request_without_items_is_refused() =>
        Assert.False(FullIntraRequest.TryParse(Single(Hex("84ce0003 00000001 00000000 00000000")), out _));
}
