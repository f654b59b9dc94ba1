using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing;

namespace Tureen.Tests.Robustness;

/// <summary>Several transports over one packet slab, each with producers of VP8 that one consumer each watches.</summary>
internal sealed class PacketSlabScene : IDisposable
{
    private readonly PacketSlab _slab;
    private readonly RecordingDatagramSink _sink = new();
    private readonly List<Peer> _peers = [];
    private uint _nextSsrc = 1;

    public PacketSlabScene(int slots)
    {
        _slab = new PacketSlab(slots);
        Context = new EngineContext(
            new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
    }

    public EngineContext Context { get; }

    public Timestamp Now { get; set; } = new(3_600_000_000);

    public int Leased => _slab.Leased;

    public Peer Add(int producers)
    {
        var peer = new Peer(this);
        for (int i = 0; i < producers; i++)
        {
            peer.Add(_nextSsrc++);
        }

        _peers.Add(peer);
        return peer;
    }

    public void Dispose()
    {
        foreach (Peer peer in _peers)
        {
            peer.Close();
        }

        Assert.Equal(0, _slab.Leased);
        Assert.All(_peers, static peer => Assert.Equal(0, peer.PacketShare.Leased));
        _slab.Dispose();
    }

    /// <summary>One transport: what it receives counts for its share.</summary>
    internal sealed class Peer(PacketSlabScene scene) : IMediaTransport
    {
        private readonly List<(ProducerCore Producer, ConsumerCore Consumer, uint Ssrc)> _streams = [];
        private readonly byte[] _packet = new byte[60];

        public string Id => "peer";

        public bool IsConnected => true;

        public PacketShare PacketShare { get; } = new();

        /// <summary>Packets that its consumers sent on.</summary>
        public long Forwarded { get; private set; }

        public int Streams => _streams.Count;

        public ConsumerCore Consumer(int stream) => _streams[stream].Consumer;

        /// <summary>One packet of a stream: a key frame of VP8.</summary>
        public ProducerResult Push(int stream, ushort sequence, uint timestamp)
        {
            (ProducerCore producer, _, uint ssrc) = _streams[stream];
            var writer = new RtpHeaderWriter(_packet, 96, marker: true, sequence, timestamp, ssrc);
            int headerLength = writer.Finish();
            _packet.AsSpan(headerLength, 4).Clear();
            _packet[headerLength] = 0x10;
            Assert.True(RtpPacket.TryParse(_packet.AsSpan(0, headerLength + 4), out RtpPacket packet));
            return producer.HandleRtp(scene.Now, packet, scene._sink);
        }

        /// <summary>What the transport's reporter does once a second.</summary>
        public void Report()
        {
            var compound = new Tureen.Engine.Rtcp.RtcpReportCompound();
            foreach ((_, ConsumerCore consumer, _) in _streams)
            {
                consumer.TryAddReports(scene.Now, scene.Context.Ntp, compound);
                compound.Clear();
            }
        }

        public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) => Forwarded++;

        public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
        {
        }

        public void ForgetSource(uint ssrc)
        {
        }

        public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

        public void Close()
        {
            foreach ((_, ConsumerCore consumer, _) in _streams)
            {
                consumer.Close();
            }
        }

        internal void Add(uint ssrc)
        {
            RtpParameters parameters = OrtcJson.Deserialize<RtpParameters>(
                $$"""
                {
                  "codecs": [{ "mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "rtcpFeedback": [{ "type": "nack" }] }],
                  "encodings": [{ "ssrc": {{ssrc}} }]
                }
                """);
            RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
                [RtpCodecCapability.FromJson(JsonDocument.Parse(
                    """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""").RootElement)]);
            var producer = new ProducerCore(scene.Context, this, new ProducerCoreOptions
            {
                Id = $"producer-{ssrc}",
                Kind = MediaKind.Video,
                RtpParameters = parameters,
                RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities, 100_000 + ssrc),
            });
            RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
                MediaKind.Video, parameters, capabilities, producer.Options.RtpMapping);
            ConsumerCore consumer = ConsumerFactory.Create(scene.Context, this, producer, new ConsumerCoreOptions
            {
                Id = $"consumer-{ssrc}",
                Kind = MediaKind.Video,
                Type = ConsumerType.Simple,
                RtpParameters = ConsumerNegotiation.GetConsumerRtpParameters(
                    consumable, capabilities, pipe: false, enableRtx: true, 200_000 + ssrc, 300_000 + ssrc),
                ConsumableEncodings = consumable.Encodings,
            });
            producer.AddConsumer(consumer);
            consumer.HandleTransportConnected(scene.Now, isConnected: true, scene._sink);
            _streams.Add((producer, consumer, ssrc));
        }
    }
}
