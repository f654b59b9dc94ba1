using Tureen.Client;
using Tureen.Client.Testing;
using Tureen.Ortc;

namespace Tureen.Tests.Client;

/// <summary>A loaded device over the fake handler with a transport each way, whose server answers everything.</summary>
internal sealed class FakeCall
{
    private FakeCall(Device device)
    {
        Device = device;
        Send = device.CreateSendTransport(FakeParameters.TransportOptions());
        Recv = device.CreateRecvTransport(FakeParameters.TransportOptions());
        Send.OnConnect = parameters => Connect("send", parameters);
        Recv.OnConnect = parameters => Connect("recv", parameters);
        Send.OnProduce = request =>
        {
            Produced.Add(request);
            return Task.FromResult(FakeParameters.NewId());
        };
        Send.OnProduceData = request =>
        {
            DataProduced.Add(request);
            return Task.FromResult(FakeParameters.NewId());
        };
    }

    public Device Device { get; }

    public Tureen.Client.Transport Send { get; }

    public Tureen.Client.Transport Recv { get; }

    public List<string> Connects { get; } = [];

    public List<ProduceRequest> Produced { get; } = [];

    public List<ProduceDataRequest> DataProduced { get; } = [];

    public static Device NewDevice() => new(new DeviceOptions { HandlerFactory = new FakeHandlerFactory() });

    public static async Task<Device> LoadedDeviceAsync()
    {
        Device device = NewDevice();
        await device.LoadAsync(FakeParameters.RouterRtpCapabilities());
        return device;
    }

    public static async Task<FakeCall> StartAsync() => new(await LoadedDeviceAsync());

    public static FakeMediaStreamTrack Audio(bool isEnabled = true) => new(MediaKind.Audio) { Enabled = isEnabled };

    public static FakeMediaStreamTrack Video() => new(MediaKind.Video);

    public Task<Tureen.Client.Producer> ProduceAsync(IMediaStreamTrack track, bool stopTracks = true) =>
        Send.ProduceAsync(new() { Track = track, StopTracks = stopTracks });

    public Task<Tureen.Client.Consumer> ConsumeAsync(string mimeType = "audio/opus") => Recv.ConsumeAsync(FakeParameters.ConsumerOptions(mimeType));

    private Task Connect(string transport, DtlsParameters parameters)
    {
        Connects.Add($"{transport} {parameters.Role}");
        return Task.CompletedTask;
    }
}
