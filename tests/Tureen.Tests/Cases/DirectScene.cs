using System.Buffers.Binary;
using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Cases;

/// <summary>A program that sends one stream to consumers through a router, in virtual time; what leaves is compared byte by byte.</summary>
internal sealed class DirectScene : IDisposable
{
    public const uint Ssrc = 1001;
    public const uint RtxSsrcOffset = 5000;

    private readonly VirtualWorld _world;
    private readonly SimulatedServer _server;
    private readonly DirectTransportCore _sender;
    private readonly DirectTransportCore _receiver;
    private readonly RtpParameters _consumable;
    private uint _nextSsrc = 9000;
    private int _taken;

    /// <param name="kind">Audio or video.</param>
    /// <param name="parameters">What the producer sends, in JSON.</param>
    /// <param name="codecs">The router's codecs, in JSON.</param>
    /// <param name="seed">Of all that is random in it.</param>
    public DirectScene(MediaKind kind, string parameters, string[] codecs, ulong seed = 7)
    {
        _world = new VirtualWorld(seed);
        _server = new SimulatedServer(_world);
        RouterCore router = _server.Worker.CreateRouter("router");
        _sender = router.CreateDirectTransport(_world.Now, new DirectTransportCoreOptions { Id = "sender" }, _server.Sink);
        _receiver = router.CreateDirectTransport(_world.Now, new DirectTransportCoreOptions { Id = "receiver" }, _server.Sink);
        Capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            codecs.Select(static codec => RtpCodecCapability.FromJson(JsonDocument.Parse(codec).RootElement)));
        RtpParameters given = RtpParameters.FromJson(JsonDocument.Parse(parameters).RootElement);
        RtpValidation.Validate(given);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(given, Capabilities, 7000);
        Producer = _sender.Produce(_world.Now, new ProducerCoreOptions
        {
            Id = "producer",
            Kind = kind,
            RtpParameters = given,
            RtpMapping = mapping,
        });
        _consumable = RouterNegotiation.GetConsumableRtpParameters(kind, given, Capabilities, mapping);
    }

    public RtpCapabilities Capabilities { get; }

    public ProducerCore Producer { get; }

    public DropCounters Drops => _server.Worker.Context.Drops;

    public Timestamp Now => _world.Now;

    /// <summary>Adds a consumer.</summary>
    /// <param name="extensions">URIs and ids that it negotiates; null for what the router offers.</param>
    /// <param name="isPipe">Whether it leads to another router.</param>
    /// <param name="hasRtx">Whether it gets retransmissions as RTX, or else under their own numbers.</param>
    public ConsumerCore Consume((string Uri, int Id)[]? extensions = null, bool isPipe = false, bool hasRtx = true)
    {
        uint ssrc = _nextSsrc++;
        RtpParameters parameters = isPipe
            ? ConsumerNegotiation.GetPipeConsumerRtpParameters(_consumable, enableRtx: true, ssrc, ssrc + RtxSsrcOffset)
            : ConsumerNegotiation.GetConsumerRtpParameters(_consumable, Capabilities, pipe: false, enableRtx: true, ssrc);
        parameters.Mid = isPipe ? null : "7";
        if (!isPipe && parameters.Encodings[0].Rtx is { } rtx)
        {
            rtx.Ssrc = ssrc + RtxSsrcOffset;
        }

        if (!hasRtx)
        {
            parameters.Codecs.RemoveAll(static codec => codec.IsRtx);
            parameters.Encodings[0].Rtx = null;
        }

        if (extensions is not null)
        {
            parameters.HeaderExtensions =
                [.. extensions.Select(static extension => new RtpHeaderExtensionParameters { Uri = extension.Uri, Id = extension.Id })];
        }

        return _receiver.Consume(
            _world.Now,
            "producer",
            new ConsumerCoreOptions
            {
                Id = $"consumer-{ssrc}",
                Kind = Producer.Kind,
                Type = isPipe ? ConsumerType.Pipe : ConsumerType.Simple,
                RtpParameters = parameters,
                ConsumableEncodings = _consumable.Encodings,
            },
            _server.Sink);
    }

    public void Send(byte[] packet)
    {
        _sender.HandleProducerRtp(_world.Now, Producer, packet, _server.Sink);
        _server.DrainEvents();
    }

    public void Run(TimeSpan time) => _world.Run(time);

    /// <summary>The receiver asks for a packet of a consumer.</summary>
    public void Nack(ConsumerCore consumer, ushort sequence)
    {
        byte[] nack = new byte[100];
        int length = GenericNack.Write(nack, 1, consumer.OutgoingStreams[0].Ssrc, [sequence], out _);
        _receiver.HandleInjectedRtcp(_world.Now, nack.AsSpan(0, length), _server.Sink);
        _server.DrainEvents();
    }

    /// <summary>What left since the last call, of all consumers in order.</summary>
    public List<byte[]> TakeSent()
    {
        List<byte[]> sent = [.. _server.Events.Skip(_taken).OfType<ConsumerRtpEvent>().Select(static rtp => rtp.Packet.ToArray())];
        _taken = _server.Events.Count;
        return sent;
    }

    /// <summary>How many packets the producer was asked for by NACK.</summary>
    public int CountAskedFor()
    {
        int count = 0;
        foreach (DirectTransportRtcpEvent rtcp in _server.Events.OfType<DirectTransportRtcpEvent>().Where(static rtcp => rtcp.TargetId == "sender"))
        {
            foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp.Packet.Span))
            {
                if (packet.Type == RtcpPacketType.TransportFeedback && GenericNack.TryParse(packet, out GenericNack nack))
                {
                    foreach (NackItem item in nack.Items)
                    {
                        count += item.Count;
                    }
                }
            }
        }

        return count;
    }

    public static ushort SequenceOf(byte[] packet) => BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(2));

    public static uint SsrcOf(byte[] packet) => BinaryPrimitives.ReadUInt32BigEndian(packet.AsSpan(8));

    /// <summary>The elements of a packet by id, as hexadecimal text; null without the X bit.</summary>
    public static SortedDictionary<int, string>? ExtensionsOf(byte[] packet)
    {
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        if (!parsed.HasExtension)
        {
            return null;
        }

        SortedDictionary<int, string> found = [];
        foreach (RtpExtensionElement element in parsed.EnumerateExtensions())
        {
            found.Add(element.Id, Convert.ToHexString(element.Value));
        }

        return found;
    }

    public static byte[] PayloadOf(byte[] packet)
    {
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        return parsed.Payload.ToArray();
    }

    public void Dispose()
    {
        _sender.Close(_world.Now, _server.Sink);
        _receiver.Close(_world.Now, _server.Sink);
        Assert.Equal(0, _server.Worker.LeasedPackets);
        _server.Dispose();
    }
}
