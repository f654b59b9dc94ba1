using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client;

/// <summary>Every operation overtaken by every close, while it waits in the queue: it works or fails as documented, and no device stays on.</summary>
public sealed class CloseRaceTests
{
    private static readonly Dictionary<string, Func<FakeCall, Tureen.Client.Producer, Tureen.Client.Consumer, FakeMediaStreamTrack, Task>> Operations = new(StringComparer.Ordinal)
    {
        ["produce"] = (call, _, _, track) => call.ProduceAsync(track),
        ["produceData"] = (call, _, _, _) => call.Send.ProduceDataAsync(),
        ["replaceTrack"] = (_, producer, _, track) => producer.ReplaceTrackAsync(track),
        ["setMaxSpatialLayer"] = (_, producer, _, _) => producer.SetMaxSpatialLayerAsync(0),
        ["setRtpEncodingParameters"] = (_, producer, _, _) => producer.SetRtpEncodingParametersAsync(new RtpEncodingParameters { Active = true }),
        ["producer.getStats"] = (_, producer, _, _) => producer.GetStatsAsync(),
        ["send.getStats"] = (call, _, _, _) => call.Send.GetStatsAsync(),
        ["send.restartIce"] = (call, _, _, _) => call.Send.RestartIceAsync(FakeParameters.TransportOptions().IceParameters),
        ["send.updateIceServers"] = (call, _, _, _) => call.Send.UpdateIceServersAsync([]),
        ["consume"] = (call, _, _, _) => call.ConsumeAsync("video/VP8"),
        ["consumer.getStats"] = (_, _, consumer, _) => consumer.GetStatsAsync(),
        ["recv.restartIce"] = (call, _, _, _) => call.Recv.RestartIceAsync(FakeParameters.TransportOptions().IceParameters),
    };

    private static readonly Dictionary<string, Action<FakeCall, Tureen.Client.Producer, Tureen.Client.Consumer>> Closes = new(StringComparer.Ordinal)
    {
        ["send"] = (call, _, _) => call.Send.Close(),
        ["recv"] = (call, _, _) => call.Recv.Close(),
        ["producer"] = (_, producer, _) => producer.Close(),
        ["consumer"] = (_, _, consumer) => consumer.Close(),
    };

    public static TheoryData<string, string> Pairs() => new(
        from operation in Operations.Keys
        from close in Closes.Keys
        select (operation, close));

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task An_operation_overtaken_by_a_close_ends_as_documented(string operation, string close)
    {
        FakeCall call = await FakeCall.StartAsync();
        FakeMediaStreamTrack first = FakeCall.Video();
        FakeMediaStreamTrack next = FakeCall.Video();
        Tureen.Client.Producer producer = await call.ProduceAsync(first);
        Tureen.Client.Consumer consumer = await call.ConsumeAsync();
        TaskCompletionSource<string> gate = new();
        Func<ProduceRequest, Task<string>> produce = call.Send.OnProduce!;
        call.Send.OnProduce = async request => await gate.Task + await produce(request);
        FakeMediaStreamTrack waitingTrack = FakeCall.Audio();
        Task waiting = call.ProduceAsync(waitingTrack);

        Task running = Operations[operation](call, producer, consumer, next);
        Closes[close](call, producer, consumer);
        gate.SetResult("");
        Exception? error = await Record.ExceptionAsync(() => running.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await Record.ExceptionAsync(() => waiting);

        Assert.True(error is null or InvalidStateException, $"{error}");
        call.Send.Close();
        Assert.Equal(MediaStreamTrackState.Ended, first.ReadyState);
        Assert.Equal(MediaStreamTrackState.Ended, waitingTrack.ReadyState);
        bool isGiven = operation is "produce" or "replaceTrack";
        Assert.Equal(isGiven ? MediaStreamTrackState.Ended : MediaStreamTrackState.Live, next.ReadyState);
    }
}
