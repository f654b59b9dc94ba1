using Tureen.Client;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Native;

/// <summary>One device, and what its signaling would have the server make.</summary>
internal sealed class NativePeer
{
    private readonly NativeCall _call;

    private NativePeer(NativeCall call, Device device, (WebRtcTransport Server, Tureen.Client.Transport Client) send, (WebRtcTransport Server, Tureen.Client.Transport Client) receive)
    {
        _call = call;
        Device = device;
        (SendServer, Send) = send;
        (ReceiveServer, Receive) = receive;
    }

    public Device Device { get; }

    public Tureen.Client.Transport Send { get; }

    public Tureen.Client.Transport Receive { get; }

    public WebRtcTransport SendServer { get; }

    public WebRtcTransport ReceiveServer { get; }

    public static async Task<NativePeer> CreateAsync(NativeCall call)
    {
        var device = new Device(new DeviceOptions { HandlerFactory = call.Factory });
        await device.LoadAsync(call.Router.RtpCapabilities);
        return new NativePeer(
            call,
            device,
            await CreateTransportAsync(call, device.CreateSendTransport),
            await CreateTransportAsync(call, device.CreateRecvTransport));
    }

    /// <summary>Has the server make a consumer of somebody's producer, and receives it.</summary>
    public async Task<Tureen.Client.Consumer> ConsumeAsync(string producerId)
    {
        Tureen.Consumer server = await ReceiveServer.ConsumeAsync(new Tureen.ConsumerOptions
        {
            ProducerId = producerId,
            RtpCapabilities = Device.RecvRtpCapabilities,
            Paused = true,
        });
        Tureen.Client.Consumer consumer = await Receive.ConsumeAsync(new Tureen.Client.ConsumerOptions
        {
            Id = server.Id,
            ProducerId = producerId,
            Kind = server.Kind,
            RtpParameters = server.RtpParameters,
        });
        await server.ResumeAsync();
        return consumer;
    }

    public async Task<Tureen.Client.DataConsumer> ConsumeDataAsync(string dataProducerId)
    {
        Tureen.DataConsumer server = await ReceiveServer.ConsumeDataAsync(new Tureen.DataConsumerOptions { DataProducerId = dataProducerId });
        return await Receive.ConsumeDataAsync(new Tureen.Client.DataConsumerOptions
        {
            Id = server.Id,
            DataProducerId = dataProducerId,
            SctpStreamParameters = server.SctpStreamParameters,
            Label = server.Label,
            Protocol = server.Protocol,
        });
    }

    /// <summary>A restart of ICE as signaling carries it.</summary>
    public async Task RestartAsync()
    {
        await Send.RestartIceAsync(await SendServer.RestartIceAsync());
        await Receive.RestartIceAsync(await ReceiveServer.RestartIceAsync());
    }

    public void Close()
    {
        Send.Close();
        Receive.Close();
    }

    private static async Task<(WebRtcTransport Server, Tureen.Client.Transport Client)> CreateTransportAsync(
        NativeCall call, Func<TransportOptions, Tureen.Client.Transport> create)
    {
        WebRtcTransport server = await call.Router.CreateWebRtcTransportAsync(new WebRtcTransportOptions
        {
            ListenInfos = [new TransportListenInfo { Protocol = TransportProtocol.Udp, Ip = "127.0.0.1" }],
            EnableSctp = true,
        });
        Tureen.Client.Transport client = create(new TransportOptions
        {
            Id = server.Id,
            IceParameters = server.IceParameters,
            IceCandidates = server.IceCandidates,
            DtlsParameters = server.DtlsParameters,
            SctpParameters = server.SctpParameters,
        });
        client.OnConnect = server.ConnectAsync;
        client.OnProduce = async request => (await server.ProduceAsync(new Tureen.ProducerOptions
        {
            Kind = request.Kind,
            RtpParameters = request.RtpParameters,
        })).Id;
        client.OnProduceData = async request => (await server.ProduceDataAsync(new Tureen.DataProducerOptions
        {
            SctpStreamParameters = request.SctpStreamParameters,
            Label = request.Label,
            Protocol = request.Protocol,
        })).Id;
        return (server, client);
    }
}
