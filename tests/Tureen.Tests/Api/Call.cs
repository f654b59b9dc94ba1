using Tureen.Ortc;

namespace Tureen.Tests.Api;

/// <summary>A peer that sends audio and video, and one that receives.</summary>
internal sealed class Call : IAsyncDisposable
{
    public required Scene Scene { get; init; }

    public required WebRtcTransport Sender { get; init; }

    public required WebRtcTransport Receiver { get; init; }

    public required Producer Audio { get; init; }

    public required Producer Video { get; init; }

    public RtpCapabilities Capabilities => Scene.PeerCapabilities();

    public static async Task<Call> CreateAsync()
    {
        Scene scene = await Scene.CreateAsync();
        WebRtcTransport sender = await scene.CreateTransportAsync();
        return new Call
        {
            Scene = scene,
            Sender = sender,
            Receiver = await scene.CreateTransportAsync(),
            Audio = await sender.ProduceAsync(Scene.AudioOptions()),
            Video = await sender.ProduceAsync(Scene.VideoOptions()),
        };
    }

    public Task<Consumer> ConsumeAudioAsync() => ConsumeAsync(Audio);

    public Task<Consumer> ConsumeVideoAsync() => ConsumeAsync(Video);

    public ValueTask DisposeAsync() => Scene.DisposeAsync();

    private Task<Consumer> ConsumeAsync(Producer producer) =>
        Receiver.ConsumeAsync(new ConsumerOptions { ProducerId = producer.Id, RtpCapabilities = Capabilities });
}
