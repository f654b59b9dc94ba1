using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Tests.Api.RtpObservers;

/// <summary>A program that sends audio with its level into a router.</summary>
internal sealed class RtpObserverScene : IAsyncDisposable
{
    private const int LevelId = 1;

    private readonly byte[] _packet = new byte[60];
    private DirectTransport _transport = null!;
    private ushort _sequence;

    public required Scene Scene { get; init; }

    public Router Router => Scene.Router;

    public static async Task<RtpObserverScene> CreateAsync()
    {
        var scene = new RtpObserverScene { Scene = await Scene.CreateAsync() };
        scene._transport = await scene.Router.CreateDirectTransportAsync();
        return scene;
    }

    public Task<Producer> ProduceAsync(uint ssrc = 1)
    {
        ProducerOptions options = Scene.AudioOptions(mid: ssrc.ToString(System.Globalization.CultureInfo.InvariantCulture), ssrc);
        options.RtpParameters.HeaderExtensions.Add(new() { Uri = RtpHeaderExtensionUri.AudioLevel, Id = LevelId });
        return _transport.ProduceAsync(options);
    }

    /// <summary>Sends twenty packets, 400 ms of audio, at once.</summary>
    public void Send(Producer producer, byte level, uint ssrc = 1)
    {
        for (int i = 0; i < 20; i++)
        {
            var writer = new RtpHeaderWriter(_packet, 111, false, ++_sequence, _sequence * 960u, ssrc);
            writer.AddExtension(LevelId, [level]);
            writer.Finish();
            producer.Send(_packet);
        }
    }

    public ValueTask DisposeAsync() => Scene.DisposeAsync();
}
