using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Ortc;

namespace Tureen.Testing.Simulation;

/// <summary>A server with one router and peers that publish to, and watch, each other.</summary>
internal sealed class SimulatedCall : IDisposable
{
    private const byte PayloadType = 96;
    private const byte RtxPayloadType = 97;
    private readonly List<SimulatedPeer> _peers = [];
    private readonly RtpCapabilities _routerCapabilities;
    private uint _nextSsrc = 1_000_000;

    public SimulatedCall(ulong seed, LinkConditions conditions, bool containsFaults = false)
    {
        World = new VirtualWorld(seed);
        World.Network.DefaultConditions = conditions;
        Server = new SimulatedServer(World, containsFaults);
        Router = Server.Worker.CreateRouter("router");
        _routerCapabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            [new RtpCodecCapability { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 }]);
    }

    public VirtualWorld World { get; }

    public SimulatedServer Server { get; }

    public RouterCore Router { get; }

    /// <summary>Zero lets a path live on without checks, for callers who drive the worker by hand.</summary>
    public TimeSpan IceConsentTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public SimulatedPeer AddPeer(out WebRtcTransportCore transport)
    {
        int number = _peers.Count + 1;
        var peer = new SimulatedPeer(World, NetworkAddress.FromIPv4(0x0A000000u + (uint)number, 5000));
        transport = Router.CreateWebRtcTransport(new WebRtcTransportCoreOptions
        {
            Id = $"transport-{number}",
            IceConsentTimeout = IceConsentTimeout,
            Listens =
            [
                new IceListenOptions
                {
                    Protocol = TransportProtocol.Udp,
                    Parameters = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0),
                },
            ],
        });
        peer.Connect(transport);
        transport.Connect(World.Now, peer.DtlsParameters, Server.Sink);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>The peer publishes video; the returned producer can be watched.</summary>
    public ProducerCore Publish(
        SimulatedPeer peer,
        WebRtcTransportCore transport,
        out SimulatedVideoSender sender,
        int transportSequenceId = 0,
        int absSendTimeId = 0)
    {
        var stream = new SimulatedStream
        {
            TransportSequenceId = transportSequenceId,
            AbsSendTimeId = absSendTimeId,
            Ssrc = _nextSsrc++,
            RtxSsrc = _nextSsrc++,
            PayloadType = PayloadType,
            RtxPayloadType = RtxPayloadType,
            Mid = $"{peer.Senders.Count}",
        };
        RtpParameters parameters = VideoParameters(stream);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, _routerCapabilities, _nextSsrc += 100);
        ProducerCore producer = transport.Produce(World.Now, new ProducerCoreOptions
        {
            Id = $"producer-{stream.Ssrc}",
            Kind = MediaKind.Video,
            RtpParameters = parameters,
            RtpMapping = mapping,
        });
        sender = new SimulatedVideoSender(World.Now, stream, World.Random);
        peer.Senders.Add(sender);
        return producer;
    }

    /// <summary>The peer watches a producer.</summary>
    public ConsumerCore Watch(SimulatedPeer peer, WebRtcTransportCore transport, ProducerCore producer, out SimulatedVideoReceiver receiver)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            MediaKind.Video, producer.RtpParameters, _routerCapabilities, producer.Options.RtpMapping);
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, _routerCapabilities, pipe: false, enableRtx: true, _nextSsrc += 100, _nextSsrc += 1);
        parameters.Mid = $"{peer.Receivers.Count}";
        ConsumerCore consumer = transport.Consume(
            World.Now,
            producer.Id,
            new ConsumerCoreOptions
            {
                Id = $"consumer-{_nextSsrc}",
                Kind = MediaKind.Video,
                Type = ConsumerType.Simple,
                RtpParameters = parameters,
                ConsumableEncodings = consumable.Encodings,
            },
            Server.Sink);
        receiver = new SimulatedVideoReceiver(new SimulatedStream
        {
            Ssrc = parameters.Encodings[0].Ssrc!.Value,
            RtxSsrc = parameters.Encodings[0].Rtx!.Ssrc,
            PayloadType = (byte)parameters.Codecs[0].PayloadType,
            RtxPayloadType = (byte)parameters.Codecs[1].PayloadType,
            Mid = parameters.Mid,
        });
        peer.Receivers.Add(receiver);
        return consumer;
    }

    public void Dispose()
    {
        foreach (SimulatedPeer peer in _peers)
        {
            peer.Dispose();
        }

        Server.Dispose();
    }

    /// <summary>What a browser would announce of a VP8 stream with RTX.</summary>
    public static RtpParameters VideoParameters(SimulatedStream stream)
    {
        RtpParameters parameters = BareVideoParameters(stream);
        AddExtension(parameters, RtpHeaderExtensionUri.TransportWideCc, stream.TransportSequenceId, "transport-cc");
        AddExtension(parameters, RtpHeaderExtensionUri.AbsSendTime, stream.AbsSendTimeId, "goog-remb");
        return parameters;
    }

    private static void AddExtension(RtpParameters parameters, string uri, int id, string feedback)
    {
        if (id > 0)
        {
            parameters.HeaderExtensions.Add(new RtpHeaderExtensionParameters { Uri = uri, Id = id });
            parameters.Codecs[0].RtcpFeedback.Add(new RtcpFeedback { Type = feedback });
        }
    }

    private static RtpParameters BareVideoParameters(SimulatedStream stream) =>
        RtpParameters.FromJson(System.Text.Json.JsonDocument.Parse($$"""
        {
          "mid": "{{stream.Mid}}",
          "codecs": [
            {
              "mimeType": "video/VP8", "payloadType": {{stream.PayloadType}}, "clockRate": 90000,
              "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }, { "type": "ccm", "parameter": "fir" }]
            },
            { "mimeType": "video/rtx", "payloadType": {{stream.RtxPayloadType}}, "clockRate": 90000, "parameters": { "apt": {{stream.PayloadType}} } }
          ],
          "headerExtensions": [{ "uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": {{stream.MidId}} }],
          "encodings": [{ "ssrc": {{stream.Ssrc}}, "rtx": { "ssrc": {{stream.RtxSsrc}} } }],
          "rtcp": { "cname": "simulated" }
        }
        """).RootElement);
}
