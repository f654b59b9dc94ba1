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

    /// <summary>A transport that takes media in the clear from the first address that sends to it.</summary>
    public Task<PlainTransportCore> CreateIntakeAsync() => _host.InvokeAsync((now, sink) =>
    {
        PlainTransportCore transport = CreatePlainTransport(suite: null, comedia: true);
        transport.Connect(now, ip: null, port: null, rtcpPort: null, srtpParameters: null, isConfirmed: true, sink);
        return transport;
    });

    /// <summary>A transport that sends to an address under AES-128-GCM.</summary>
    public Task<PlainTransportCore> CreateOutletAsync(NetworkAddress remote, SrtpParameters remoteKey) => _host.InvokeAsync((now, sink) =>
    {
        PlainTransportCore transport = CreatePlainTransport(remoteKey.CryptoSuite, comedia: false);
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

    private PlainTransportCore CreatePlainTransport(SrtpCryptoSuite? suite, bool comedia) =>
        _router.CreatePlainTransport(new PlainTransportCoreOptions
        {
            Id = $"transport-{++_lastId}",
            Listen = new ListenParameters(IPAddress.Loopback, 0, 0, SendBufferSize: BufferLength, ReceiveBufferSize: BufferLength),
            Comedia = comedia,
            CryptoSuite = suite,
        });
}
