using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>A peer that joins a <see cref="HostileCall"/> later, step by step.</summary>
internal sealed class LatePeer : IDisposable
{
    private static int _number = 100;
    private readonly HostileCall _call;

    public LatePeer(HostileCall call, Func<WebRtcTransportCoreOptions, WebRtcTransportCoreOptions>? change = null)
    {
        _call = call;
        int number = Interlocked.Increment(ref _number);
        Peer = new SimulatedPeer(call.Call.World, NetworkAddress.FromIPv4(0x0A000100u + (uint)(number & 0xFF), 5000));
        Transport = call.Call.Router.CreateWebRtcTransport((change ?? Unchanged)(Options($"late-{number}")));
    }

    public SimulatedPeer Peer { get; }

    public WebRtcTransportCore Transport { get; }

    public TransportTuple Tuple => HostileCall.TupleOf(Peer, Transport);

    public static WebRtcTransportCoreOptions Options(string id) => new()
    {
        Id = id,
        IceConsentTimeout = TimeSpan.FromSeconds(10),
        Listens =
        [
            new IceListenOptions
            {
                Protocol = TransportProtocol.Udp,
                Parameters = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0),
            },
        ],
    };

    private static WebRtcTransportCoreOptions Unchanged(WebRtcTransportCoreOptions options) => options;

    /// <summary>Both sides begin; <paramref name="parameters"/> stand for what signaling brought.</summary>
    public void Connect(DtlsParameters? parameters = null)
    {
        Transport.Connect(_call.Now, parameters ?? Peer.DtlsParameters, _call.Server.Sink);
        Peer.Connect(Transport);
    }

    public void Dispose() => Peer.Dispose();
}
