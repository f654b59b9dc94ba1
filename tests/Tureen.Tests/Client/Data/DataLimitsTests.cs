using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Data;

public sealed class DataLimitsTests
{
    [Theory]
    [InlineData(70_000)]
    [InlineData(-1)]
    public async Task A_limit_out_of_range_is_refused_with_its_value(int limit)
    {
        FakeCall call = await FakeCall.StartAsync();

        MediasoupTypeException retransmits = await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceDataAsync(new() { MaxRetransmits = limit }));
        MediasoupTypeException lifeTime = await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.ProduceDataAsync(new() { MaxPacketLifeTime = limit }));

        Assert.Equal($"maxRetransmits {limit} is not from 0 to 65535", retransmits.Message);
        Assert.Equal($"maxPacketLifeTime {limit} is not from 0 to 65535", lifeTime.Message);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(65_535, false)]
    public async Task Only_a_limit_above_0_makes_messages_unordered(int limit, bool isOrdered)
    {
        FakeCall call = await FakeCall.StartAsync();

        Tureen.Client.DataProducer producer = await call.Send.ProduceDataAsync(new() { MaxRetransmits = limit });

        Assert.Equal((limit, isOrdered), (producer.SctpStreamParameters.MaxRetransmits, producer.SctpStreamParameters.Ordered));
    }

    [Fact]
    public void A_message_of_a_form_that_the_media_stack_does_not_know_is_refused()
    {
        Tureen.Client.IDataChannel channel = new FakeDataChannel(0, "", "");

        Assert.Contains("Uri", Assert.Throws<MediasoupTypeException>(() => channel.SendObject(new Uri("http://host"))).Message, StringComparison.Ordinal);
    }
}
