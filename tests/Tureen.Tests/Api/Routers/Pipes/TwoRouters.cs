using System.Diagnostics;
using System.Text.Json;

namespace Tureen.Tests.Api.Routers.Pipes;

/// <summary>A router in each of two workers, and the two ends of a pipe between them over loopback. What travels goes through its JSON.</summary>
internal sealed class TwoRouters : IAsyncDisposable
{
    /// <summary>Far more than it ever takes: a datagram of the set-up that gets lost is sent again after half a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Scene _near;
    private readonly Scene _far;

    private TwoRouters(Scene near, Scene far, RouterPipe here, RouterPipe there)
    {
        _near = near;
        _far = far;
        Here = here;
        There = there;
    }

    public Router Near => _near.Router;

    public Router Far => _far.Router;

    /// <summary>The end of <see cref="Near"/>.</summary>
    public RouterPipe Here { get; }

    /// <summary>The end of <see cref="Far"/>.</summary>
    public RouterPipe There { get; }

    public static RouterPipeOptions Options => new() { ListenInfo = new() { Ip = "127.0.0.1" } };

    public static async Task<TwoRouters> CreateAsync(bool isConnected = true, RouterPipeOptions? options = null)
    {
        Scene near = await Scene.CreateAsync();
        Scene far = await Scene.CreateAsync();
        var routers = new TwoRouters(
            near, far, await near.Router.OpenPipeAsync(options ?? Options), await far.Router.OpenPipeAsync(options ?? Options));
        if (isConnected)
        {
            await routers.ConnectAsync();
        }

        return routers;
    }

    public async Task ConnectAsync()
    {
        await Task.WhenAll(Here.ConnectAsync(Travel(There.Offer)), There.ConnectAsync(Travel(Here.Offer)));
        await SettleUntilAsync(() => Here.Connected && There.Connected);
    }

    /// <summary>Takes a producer of <see cref="Near"/> over to <see cref="Far"/>.</summary>
    public async Task<Producer> CarryAsync(Producer producer) =>
        await There.AcceptAsync(Travel(await Here.OfferAsync(producer.Id)));

    /// <inheritdoc cref="CarryAsync(Producer)"/>
    public async Task<DataProducer> CarryAsync(DataProducer producer) =>
        await There.AcceptDataAsync(Travel(await Here.OfferDataAsync(producer.Id)));

    public static PipeOffer Travel(PipeOffer offer) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(offer, TureenJsonContext.Default.PipeOffer), TureenJsonContext.Default.PipeOffer)!;

    public static PipedProducer Travel(PipedProducer piped) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(piped, TureenJsonContext.Default.PipedProducer), TureenJsonContext.Default.PipedProducer)!;

    public static PipedDataProducer Travel(PipedDataProducer piped) => JsonSerializer.Deserialize(
        JsonSerializer.Serialize(piped, TureenJsonContext.Default.PipedDataProducer), TureenJsonContext.Default.PipedDataProducer)!;

    /// <summary>Somebody at <see cref="Far"/> who consumes.</summary>
    public async Task<Consumer> ConsumeAsync(Producer producer) =>
        await (await Far.CreateDirectTransportAsync()).ConsumeAsync(new() { ProducerId = producer.Id, RtpCapabilities = Far.RtpCapabilities });

    /// <summary>Whether the near worker has a consumer that sends.</summary>
    public async Task<bool> IsSendingAsync() => await _near.Worker.Channel.RequestAsync(
        (_, _) => Here.Transport.Core.Media.Consumers.Values.Any(static consumer => consumer.IsActive));

    /// <summary>Lets both workers run what was sent to them, in turns; what crosses needs some.</summary>
    public Task SettleUntilAsync(Func<bool> isDone) => SettleUntilAsync(() => Task.FromResult(isDone()));

    /// <inheritdoc cref="SettleUntilAsync(Func{bool})"/>
    public async Task SettleUntilAsync(Func<Task<bool>> isDone)
    {
        var watch = Stopwatch.StartNew();
        while (!await isDone())
        {
            Assert.True(watch.Elapsed < Patience, "It did not happen.");
            await _near.SettleAsync();
            await _far.SettleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _near.DisposeAsync();
        await _far.DisposeAsync();
    }
}
