using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Bench.Fanout;

/// <content>Transports whose addresses and keys come by signaling.</content>
internal sealed partial class WorkerSide
{
    private const int BufferLength = 1 << 20;

    /// <summary>A transport that takes media from the first address that sends to it.</summary>
    public Task<PlainTransportCore> CreateIntakeAsync(SrtpParameters remoteKey) => _host.InvokeAsync((now, sink) =>
    {
        PlainTransportCore transport = CreatePlainTransport(IPAddress.Loopback, remoteKey.CryptoSuite, comedia: true);
        transport.Connect(now, ip: null, port: null, rtcpPort: null, remoteKey, isConfirmed: true, sink);
        return transport;
    });

    /// <summary>A transport that sends to an address.</summary>
    public Task<PlainTransportCore> CreateOutletAsync(NetworkAddress remote, SrtpParameters remoteKey) => _host.InvokeAsync((now, sink) =>
    {
        IPAddress local = _device is null ? IPAddress.Loopback : DeviceNetwork.LocalAddress;
        PlainTransportCore transport = CreatePlainTransport(local, remoteKey.CryptoSuite, comedia: false);
        transport.Connect(now, remote.ToIPAddress(), remote.Port, rtcpPort: null, remoteKey, isConfirmed: true, sink);
        return transport;
    });

    public Task<bool> ResumeAsync(IEnumerable<ConsumerCore> consumers) => _host.InvokeAsync((now, sink) =>
    {
        foreach (ConsumerCore consumer in consumers)
        {
            consumer.Resume(now, sink);
        }

        return true;
    });

    private PlainTransportCore CreatePlainTransport(IPAddress local, SrtpCryptoSuite? suite, bool comedia) =>
        _router.CreatePlainTransport(new PlainTransportCoreOptions
        {
            Id = $"transport-{++_lastId}",
            Listen = new ListenParameters(local, 0, 0, SendBufferSize: BufferLength, ReceiveBufferSize: BufferLength),
            Comedia = comedia,
            CryptoSuite = suite,
        });
}
