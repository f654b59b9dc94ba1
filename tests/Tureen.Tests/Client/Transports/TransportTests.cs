using Tureen.Client;
using Tureen.Client.Testing;

namespace Tureen.Tests.Client.Transports;

public sealed class TransportTests
{
    [Fact]
    public async Task R045_A_transport_has_statistics()
    {
        FakeCall call = await FakeCall.StartAsync();

        Assert.Empty(await call.Send.GetStatsAsync());
    }

    [Fact]
    public async Task R046_R047_ICE_is_restarted_with_new_parameters_only()
    {
        FakeCall call = await FakeCall.StartAsync();

        await call.Send.RestartIceAsync(FakeParameters.TransportOptions().IceParameters);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.RestartIceAsync(iceParameters: null));
    }

    [Fact]
    public async Task R048_R049_Other_servers_are_used_when_they_are_given()
    {
        FakeCall call = await FakeCall.StartAsync();

        await call.Send.UpdateIceServersAsync([]);
        await Assert.ThrowsAsync<MediasoupTypeException>(() => call.Send.UpdateIceServersAsync(iceServers: null));
    }

    [Fact]
    public async Task R050_The_state_of_gathering_is_raised_when_it_changes()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<IceGatheringState> seen = [];
        call.Send.OnIceGatheringStateChange += state => seen.Add(call.Send.IceGatheringState == state ? state : throw new InvalidOperationException());
        var handler = (FakeHandler)call.Send.Handler;

        handler.SetIceGatheringState(IceGatheringState.Complete);
        handler.SetIceGatheringState(IceGatheringState.Complete);

        Assert.Equal([IceGatheringState.Complete], seen);
    }

    [Fact]
    public async Task R051_The_state_of_the_connection_is_raised_when_it_changes()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<ConnectionState> seen = [];
        call.Send.OnConnectionStateChange += state => seen.Add(call.Send.ConnectionState == state ? state : throw new InvalidOperationException());
        var handler = (FakeHandler)call.Send.Handler;

        handler.SetConnectionState(ConnectionState.Connected);
        handler.SetConnectionState(ConnectionState.Connected);

        Assert.Equal([ConnectionState.Connected], seen);
    }

    [Fact]
    public async Task A_server_for_candidates_that_cannot_be_used_is_reported()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<IceCandidateError> seen = [];
        call.Send.OnIceCandidateError += seen.Add;
        var error = new IceCandidateError("stun:example.com", null, null, 701, "not reached");

        call.Send.HandleIceCandidateError(error);
        call.Send.Close();
        call.Send.HandleIceCandidateError(error);

        Assert.Equal([error], seen);
    }

    [Fact]
    public async Task R075_Closing_a_transport_is_raised_on_what_is_alive()
    {
        FakeCall call = await FakeCall.StartAsync();
        Tureen.Client.Producer producer = await call.ProduceAsync(FakeCall.Audio());
        Tureen.Client.Producer closed = await call.ProduceAsync(FakeCall.Video());
        Tureen.Client.DataProducer dataProducer = await call.Send.ProduceDataAsync();
        Tureen.Client.Consumer consumer = await call.ConsumeAsync();
        Tureen.Client.Consumer closedConsumer = await call.ConsumeAsync();
        Tureen.Client.DataConsumer dataConsumer = await call.Recv.ConsumeDataAsync(FakeParameters.DataConsumerOptions());
        List<string> raised = [];
        producer.OnTransportClose += () => raised.Add("producer");
        closed.OnTransportClose += () => raised.Add("closed producer");
        dataProducer.OnTransportClose += () => raised.Add("dataProducer");
        consumer.OnTransportClose += () => raised.Add("consumer");
        closedConsumer.OnTransportClose += () => raised.Add("closed consumer");
        dataConsumer.OnTransportClose += () => raised.Add("dataConsumer");
        producer.Observer.OnClose += () => raised.Add("producer observer");
        call.Send.Observer.OnClose += () => raised.Add("send observer");
        closed.Close();
        closedConsumer.Close();

        call.Send.Close();
        call.Send.Close();
        call.Recv.Close();

        Assert.Equal(["producer", "producer observer", "dataProducer", "send observer", "consumer", "dataConsumer"], raised);
        Assert.True(producer.Closed && dataProducer.Closed && consumer.Closed && dataConsumer.Closed);
    }

    [Fact]
    public async Task R076_A_closed_transport_does_not_produce_and_leaves_the_track()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Send.Close();
        FakeMediaStreamTrack track = FakeCall.Audio();

        await Assert.ThrowsAsync<InvalidStateException>(() => call.ProduceAsync(track, stopTracks: false));
        Assert.Equal(MediaStreamTrackState.Live, track.ReadyState);
    }

    [Fact]
    public async Task R077_A_closed_transport_does_not_consume()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Recv.Close();

        await Assert.ThrowsAsync<InvalidStateException>(() => call.ConsumeAsync());
    }

    [Fact]
    public Task R078_What_waits_to_be_consumed_fails_when_the_transport_is_closed() => OneThread.RunAsync(async () =>
    {
        FakeCall call = await FakeCall.StartAsync();
        Task<Tureen.Client.Consumer> waiting = call.ConsumeAsync();
        call.Recv.Close();

        await Assert.ThrowsAsync<InvalidStateException>(() => waiting);
    });

    [Fact]
    public async Task R079_R080_A_closed_transport_has_no_data()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Send.Close();
        call.Recv.Close();

        await Assert.ThrowsAsync<InvalidStateException>(() => call.Send.ProduceDataAsync());
        await Assert.ThrowsAsync<InvalidStateException>(() => call.Recv.ConsumeDataAsync(FakeParameters.DataConsumerOptions()));
    }

    [Fact]
    public async Task R081_R082_R083_A_closed_transport_does_nothing_more()
    {
        FakeCall call = await FakeCall.StartAsync();
        call.Send.Close();

        await Assert.ThrowsAsync<InvalidStateException>(() => call.Send.GetStatsAsync());
        await Assert.ThrowsAsync<InvalidStateException>(() => call.Send.RestartIceAsync(FakeParameters.TransportOptions().IceParameters));
        await Assert.ThrowsAsync<InvalidStateException>(() => call.Send.UpdateIceServersAsync([]));
    }

    [Fact]
    public async Task R084_Closing_is_no_change_of_state_but_the_state_is_closed()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<ConnectionState> seen = [];
        call.Send.OnConnectionStateChange += seen.Add;

        call.Send.Close();
        ((FakeHandler)call.Send.Handler).SetConnectionState(ConnectionState.Disconnected);

        Assert.Empty(seen);
        Assert.Equal(ConnectionState.Closed, call.Send.ConnectionState);
    }

    [Theory]
    [InlineData("L1T3", 1, 3)]
    [InlineData("L3T2_KEY", 3, 2)]
    [InlineData("S2T3", 2, 3)]
    [InlineData("foo", 1, 1)]
    [InlineData(null, 1, 1)]
    [InlineData("S0T3", 1, 1)]
    [InlineData("S1T0", 1, 1)]
    [InlineData("L20T3", 20, 3)]
    [InlineData("S200T3", 1, 1)]
    public void R085_A_scalability_mode_names_its_layers(string? text, int spatialLayers, int temporalLayers)
    {
        var mode = Tureen.Ortc.ScalabilityMode.Parse(text);

        Assert.Equal((spatialLayers, temporalLayers), (mode.SpatialLayers, mode.TemporalLayers));
    }

    [Fact]
    public async Task A_handler_of_an_event_that_throws_harms_nobody()
    {
        FakeCall call = await FakeCall.StartAsync();
        List<ListenerErrorSeen> errors = [];
        int raised = 0;
        call.Send.OnListenerError += error => errors.Add(new ListenerErrorSeen(error.EventName, error.Error.Message));
        call.Send.OnConnectionStateChange += _ => throw new InvalidOperationException("mine");
        call.Send.OnConnectionStateChange += _ => raised++;

        ((FakeHandler)call.Send.Handler).SetConnectionState(ConnectionState.Failed);

        Assert.Equal(1, raised);
        Assert.Equal([new ListenerErrorSeen("connectionstatechange", "mine")], errors);
    }

    private sealed record ListenerErrorSeen(string EventName, string Message);
}
