using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>A producer and its consumers without a network: packets go in plain and come out counted.</summary>
internal sealed class ForwardingScene : IMediaTransport, IDisposable
{
    private readonly PacketSlab _slab = new();
    private readonly RecordingDatagramSink _sink = new();
    private readonly List<ConsumerCore> _consumers = [];
    private uint _nextSsrc = 9000;

    public ForwardingScene()
    {
        Context = new EngineContext(
            new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
    }

    public string Id => "scene";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public EngineContext Context { get; }

    public Timestamp Now { get; set; } = new(3_600_000_000);

    public int Leased => _slab.Leased;

    /// <summary>Input numbers of the packets that consumers sent.</summary>
    public List<ushort> Sent { get; } = [];

    /// <summary>When those packets were captured.</summary>
    public List<Timestamp> Captured { get; } = [];

    /// <summary>The shared header of the last packet.</summary>
    public byte[] LastHeader { get; private set; } = [];

    /// <summary>The payload of each packet sent.</summary>
    public List<byte[]> Payloads { get; } = [];

    public List<byte[]> Rtcp { get; } = [];

    public IDatagramSink Sink => _sink;

    public ProducerCore Produce(MediaKind kind, string rtpParameters, string router, string id = "producer")
    {
        RtpParameters parameters = RtpParameters.FromJson(JsonDocument.Parse(rtpParameters).RootElement);
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            [RtpCodecCapability.FromJson(JsonDocument.Parse(router).RootElement)]);
        return new ProducerCore(Context, this, new ProducerCoreOptions
        {
            Id = id,
            Kind = kind,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities, 7000),
        });
    }

    public ConsumerCore Consume(ProducerCore producer, string router, bool ignoreDtx = false)
    {
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            [RtpCodecCapability.FromJson(JsonDocument.Parse(router).RootElement)]);
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            producer.Kind, producer.RtpParameters, capabilities, producer.Options.RtpMapping);
        ConsumerCore consumer = ConsumerFactory.Create(Context, this, producer, new ConsumerCoreOptions
        {
            Id = "consumer",
            Kind = producer.Kind,
            Type = ConsumerType.Simple,
            IgnoreDtx = ignoreDtx,
            RtpParameters = ConsumerNegotiation.GetConsumerRtpParameters(
                consumable, capabilities, pipe: false, enableRtx: true, _nextSsrc++, _nextSsrc++),
            ConsumableEncodings = consumable.Encodings,
        });
        producer.AddConsumer(consumer);
        consumer.HandleTransportConnected(Now, isConnected: true, Sink);
        _consumers.Add(consumer);
        return consumer;
    }

    /// <summary>Gives the producer one packet; extension values by id.</summary>
    public ProducerResult Push(
        ProducerCore producer,
        ushort sequence,
        byte[] payload,
        byte payloadType,
        uint ssrc,
        params (int Id, byte[] Value)[] extensions)
    {
        byte[] bytes = new byte[500];
        var writer = new RtpHeaderWriter(bytes, payloadType, false, sequence, sequence * 100u, ssrc);
        foreach ((int id, byte[] value) in extensions)
        {
            writer.AddExtension(id, value);
        }

        int headerLength = writer.Finish();
        payload.CopyTo(bytes, headerLength);
        Assert.True(RtpPacket.TryParse(bytes.AsSpan(0, headerLength + payload.Length), out RtpPacket packet));
        return producer.HandleRtp(Now, packet, Sink);
    }

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        Sent.Add(rtp.Packet.SequenceNumber);
        Captured.Add(rtp.Packet.CapturedAt);
        LastHeader = rtp.Packet.Header.ToArray();
        Payloads.Add(rtp.Packet.Payload.ToArray());
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink) => Rtcp.Add(rtcp.ToArray());

    public void ForgetSource(uint ssrc)
    {
    }

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    public void Dispose()
    {
        foreach (ConsumerCore consumer in _consumers)
        {
            consumer.Close();
        }

        _slab.Dispose();
    }
}
