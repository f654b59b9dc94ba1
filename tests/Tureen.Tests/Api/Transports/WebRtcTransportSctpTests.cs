using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Ortc;

namespace Tureen.Tests.Api.Transports;

public sealed class WebRtcTransportSctpTests
{
    [Fact]
    public async Task E01_Sctp_parameters_have_the_given_sizes()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [new() { Ip = "127.0.0.1" }],
            EnableSctp = true,
            MaxSendMessageSize = 1000,
            MaxReceiveMessageSize = 2000,
            SctpSendBufferSize = 3000,
            SctpPerStreamSendQueueLimit = 4000,
            SctpMaxReceiverWindowBufferSize = 5000,
            SctpDefaultStreamBufferedAmountLowThreshold = 6000,
        });
        WebRtcTransportDump dump = await transport.DumpAsync();

        Assert.Equal(
            """{"port":5000,"maxSendMessageSize":1000,"maxReceiveMessageSize":2000,"sendBufferSize":3000,"perStreamSendQueueLimit":4000,"maxReceiverWindowBufferSize":5000,"isDataChannel":true,"OS":65535,"MIS":65535,"maxMessageSize":2000}""",
            OrtcJson.Serialize(transport.SctpParameters!));
        Assert.Equal(OrtcJson.Serialize(transport.SctpParameters!), OrtcJson.Serialize(dump.SctpParameters!));
        Assert.Equal((SctpState.New, SctpState.New), (transport.SctpState, dump.SctpState));
        Assert.Null(transport.SctpNegotiatedCapabilities);
        Assert.Equal(new SctpNegotiatedCapabilities(0, 0), dump.SctpNegotiatedCapabilities);
        Assert.Equal((1000, 2000), (dump.MaxSendMessageSize, dump.MaxReceiveMessageSize));
        Assert.Empty(dump.SctpListener!.StreamIdTable);
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(1));
        DataConsumer consumer = await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        Assert.Equal(6000, (await consumer.DumpAsync()).BufferedAmountLowThreshold);
    }

    [Fact]
    public async Task E05_Negative_sizes_are_refused()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransportOptions options = new() { ListenInfos = [new() { Ip = "127.0.0.1" }], EnableSctp = true };
        WebRtcTransportOptions[] wrong =
        [
            options with { MaxSendMessageSize = -1 },
            options with { MaxReceiveMessageSize = -1 },
            options with { SctpSendBufferSize = -1 },
            options with { SctpPerStreamSendQueueLimit = -1 },
            options with { SctpMaxReceiverWindowBufferSize = -1 },
            options with { SctpDefaultStreamBufferedAmountLowThreshold = -1 },
        ];
        foreach (WebRtcTransportOptions one in wrong)
        {
            await Assert.ThrowsAsync<MediasoupTypeException>(() => scene.Router.CreateWebRtcTransportAsync(one));
        }
    }

    [Fact]
    public async Task E07_Statistics_have_the_state_of_sctp_where_there_is_one()
    {
        await using Scene scene = await Scene.CreateAsync();

        Assert.Equal(SctpState.New, (await (await scene.CreateSctpTransportAsync()).GetStatsAsync())[0].SctpState);
        WebRtcTransport without = await scene.CreateTransportAsync();
        Assert.Null((await without.GetStatsAsync())[0].SctpState);
        Assert.Null(without.SctpState);
        Assert.Null(without.SctpParameters);
        string json = JsonSerializer.Serialize(await without.DumpAsync(), TureenJsonContext.Default.WebRtcTransportDump);
        Assert.DoesNotContain("sctp", json, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task E18_The_state_of_sctp_is_raised_with_what_was_negotiated()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport transport = await scene.CreateSctpTransportAsync();
        var events = new List<string>();
        transport.OnSctpStateChange += state => events.Add($"{state} {transport.SctpNegotiatedCapabilities?.NegotiatedMaxOutboundStreams}");
        transport.Observer.OnSctpStateChange += state => events.Add($"observer {state}");
        await scene.EmitAsync(
            new SctpStateEvent(transport.Id, SctpState.Connecting, null),
            new SctpStateEvent(transport.Id, SctpState.Connected, new SctpNegotiatedCapabilities(2, 65535)));

        Assert.Equal(["Connecting ", "observer Connecting", "Connected 2", "observer Connected"], events);
        Assert.Equal(SctpState.Connected, transport.SctpState);

        // Of two streams there is no third.
        DataProducer producer = await transport.ProduceDataAsync(Scene.DataOptions(1));
        await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        await transport.ConsumeDataAsync(new() { DataProducerId = producer.Id });
        await Assert.ThrowsAsync<MediasoupException>(() => transport.ConsumeDataAsync(new() { DataProducerId = producer.Id }));
    }

    [Fact]
    public async Task E19_to_E21_After_the_end_sctp_is_closed_if_there_was_one()
    {
        await using Scene scene = await Scene.CreateAsync();
        WebRtcTransport closed = await scene.CreateSctpTransportAsync();
        WebRtcTransport without = await scene.CreateTransportAsync();
        WebRtcTransport left = await scene.CreateSctpTransportAsync();
        closed.Close();
        without.Close();
        Assert.Equal((SctpState.Closed, null), (closed.SctpState, without.SctpState));

        scene.Router.Close();
        Assert.Equal(SctpState.Closed, left.SctpState);
        await Assert.ThrowsAsync<NotFoundException>(left.DumpAsync);
    }
}
