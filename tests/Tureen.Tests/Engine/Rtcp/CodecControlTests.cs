using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using static Tureen.Tests.Engine.Rtcp.RtcpBytes;

namespace Tureen.Tests.Engine.Rtcp;

public sealed class CodecControlTests
{
    private readonly byte[] _destination = new byte[64];

    [Fact]
    public void A_slice_loss_indication_is_read_and_written()
    {
        byte[] bytes = Hex("82ce0003 00000001 0330bdee 08010041");

        Assert.True(SliceLossIndication.TryParse(Single(bytes), out SliceLossIndication indication));
        Assert.True(indication.MoveNext());
        Assert.Equal(new SliItem(256, 1025, 1), indication.Current);
        Assert.False(indication.MoveNext());
        int length = SliceLossIndication.Write(_destination, 1, 0x0330BDEE, new SliItem(256, 1025, 1));
        Assert.Equal(bytes, _destination[..length]);
        Assert.False(SliceLossIndication.TryParse(Single(Hex("82ce0002 00000001 0330bdee")), out _));
    }

    [Fact]
    public void A_reference_picture_selection_is_read_and_written()
    {
        byte[] bytes = Hex("83ce0004 00000001 0330bdee 08600102 03040500");

        Assert.True(ReferencePictureSelectionIndication.TryParse(Single(bytes), out ReferencePictureSelectionIndication view));
        Assert.Equal(96, view.PayloadType);
        Assert.Equal(Hex("0102030405"), view.BitString.ToArray());
        int length = ReferencePictureSelectionIndication.Write(_destination, 1, 0x0330BDEE, 96, Hex("0102030405"));
        Assert.Equal(bytes, _destination[..length]);
    }

    [Theory]
    [InlineData("83ce0002 00000001 00000002")]
    [InlineData("83ce0003 00000001 00000002 18600102")]
    [InlineData("83ce0003 00000001 00000002 ff600102")]
    public void A_reference_picture_selection_with_more_padding_than_bytes_is_refused(string hex) =>
        Assert.False(ReferencePictureSelectionIndication.TryParse(Single(Hex(hex)), out _));

    [Theory]
    [InlineData(false, "83cd0004 fa17fa17 00000000 02d0372e 07fffe28")]
    [InlineData(true, "84cd0004 fa17fa17 00000000 02d0372e 07fffe28")]
    public void A_rate_limit_is_read_and_written(bool isNotification, string hex)
    {
        byte[] bytes = Hex(hex);
        var item = new TmmbItem(0x02D0372E, new Bitrate(0x1FFFF << 1), 40);

        Assert.True(TemporaryMaxMediaBitrate.TryParse(Single(bytes), out TemporaryMaxMediaBitrate view));
        Assert.Equal(isNotification, view.IsNotification);
        Assert.True(view.MoveNext());
        Assert.Equal(item, view.Current);
        TmmbItem read = view.Current;
        Assert.False(view.MoveNext());
        int length = TemporaryMaxMediaBitrate.Write(_destination, 0xFA17FA17, 0, isNotification, read);
        Assert.Equal(bytes, _destination[..length]);
    }

    [Fact]
    public void A_rate_limit_beyond_64_bits_ends_the_walk()
    {
        Assert.True(TemporaryMaxMediaBitrate.TryParse(
            Single(Hex("83cd0004 00000001 00000000 00000002 fffffe00")), out TemporaryMaxMediaBitrate view));
        Assert.False(view.MoveNext());
    }

    [Theory]
    [InlineData(false, "85ce0004 00000001 00000000 02d0372e 0800000f")]
    [InlineData(true, "86ce0004 00000001 00000000 02d0372e 0800000f")]
    public void A_trade_off_is_read_and_written(bool isNotification, string hex)
    {
        byte[] bytes = Hex(hex);

        Assert.True(TemporalSpatialTradeOff.TryParse(Single(bytes), out TemporalSpatialTradeOff view));
        Assert.Equal(isNotification, view.IsNotification);
        Assert.True(view.MoveNext());
        Assert.Equal(new TstItem(0x02D0372E, 8, 15), view.Current);
        int length = TemporalSpatialTradeOff.Write(_destination, 1, 0, isNotification, view.Current);
        Assert.Equal(bytes, _destination[..length]);
        Assert.False(view.MoveNext());
    }

    [Fact]
    public void A_back_channel_message_is_read_and_written()
    {
        byte[] bytes = Hex("87ce0005 00000001 00000000 02d0372e 08640001 01000000");

        Assert.True(VideoBackChannelMessage.TryParse(Single(bytes), out VideoBackChannelMessage view));
        Assert.True(view.MoveNext());
        Assert.Equal(0x02D0372Eu, view.Current.Ssrc);
        Assert.Equal(8, view.Current.SequenceNumber);
        Assert.Equal(100, view.Current.PayloadType);
        Assert.Equal(Hex("01"), view.Current.Message.ToArray());
        Assert.False(view.MoveNext());
        int length = VideoBackChannelMessage.Write(_destination, 1, 0, 0x02D0372E, 8, 100, Hex("01"));
        Assert.Equal(bytes, _destination[..length]);
        Assert.False(VideoBackChannelMessage.TryParse(Single(Hex("87ce0004 00000001 00000000 02d0372e 08640001")), out _));
    }

    [Fact]
    public void An_ecn_report_is_read_and_written()
    {
        byte[] bytes = Hex("88cd0007 00000001 0330bdee 00000001 00000002 00000003 00040005 00060007");

        Assert.True(EcnFeedback.TryParse(Single(bytes), out EcnFeedback ecn));
        Assert.Equal(new EcnFeedback(1, 0x0330BDEE, 1, 2, 3, 4, 5, 6, 7), ecn);
        Assert.Equal(bytes, _destination[..ecn.Write(_destination)]);
        Assert.False(EcnFeedback.TryParse(Single(Hex("88cd0002 00000001 0330bdee")), out _));
    }

    [Fact]
    public void A_resynchronization_request_is_read_and_written()
    {
        byte[] bytes = Hex("85cd0002 00000001 0330bdee");

        Assert.True(RapidResynchronizationRequest.TryParse(Single(bytes), out RapidResynchronizationRequest request));
        Assert.Equal(new RapidResynchronizationRequest(1, 0x0330BDEE), request);
        Assert.Equal(bytes, _destination[..request.Write(_destination)]);
    }

    [Fact]
    public void Early_loss_indications_are_read()
    {
        Assert.True(ThirdPartyLossEarlyIndication.TryParse(
            Single(Hex("87cd0003 00000001 0330bdee 00010002")), out ThirdPartyLossEarlyIndication transport));
        NackItemEnumerator items = transport.Items;
        Assert.True(items.MoveNext());
        Assert.Equal(new NackItem(1, 2), items.Current);

        Assert.True(PayloadLossEarlyIndication.TryParse(
            Single(Hex("88ce0003 00000001 0330bdee 02d0372e")), out PayloadLossEarlyIndication payload));
        SsrcEnumerator ssrcs = payload.Ssrcs;
        Assert.True(ssrcs.MoveNext());
        Assert.Equal(0x02D0372Eu, ssrcs.Current);
        Assert.False(PayloadLossEarlyIndication.TryParse(Single(Hex("88ce0002 00000001 0330bdee")), out _));
    }

    [Fact]
    public void Application_layer_feedback_is_read_and_written()
    {
        byte[] bytes = Hex("8fce0003 fa17fa17 00000000 deadbe00");

        Assert.True(ApplicationLayerFeedback.TryParse(Single(bytes), out ApplicationLayerFeedback view));
        Assert.Equal(Hex("deadbe00"), view.Data.ToArray());
        Assert.Equal(bytes, _destination[..ApplicationLayerFeedback.Write(_destination, 0xFA17FA17, 0, Hex("deadbe"))]);
    }
}
