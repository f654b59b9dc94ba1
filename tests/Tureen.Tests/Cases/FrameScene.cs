using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Cases;

/// <summary>A producer of video and any number of consumers that come when they like, packet by packet, without a network.</summary>
internal sealed class FrameScene : IMediaTransport, IDisposable
{
    /// <summary>The SSRC of the first encoding.</summary>
    public const uint FirstSsrc = 1001;

    public const int DependencyDescriptorId = 8;

    private readonly PacketSlab _slab = new();
    private readonly NoDatagramSink _sink = new();
    private readonly RtpCapabilities _capabilities;
    private readonly Dictionary<uint, FrameViewer> _viewers = [];
    private uint _nextSsrc = 9000;

    /// <param name="mimeType">The codec.</param>
    /// <param name="sprop">The codec parameter <c>sprop-parameter-sets</c>.</param>
    /// <param name="encodings">Encodings, with SSRCs from <see cref="FirstSsrc"/>.</param>
    /// <param name="mode">The scalability mode of each.</param>
    public FrameScene(string mimeType, string? sprop = null, int encodings = 1, string mode = "L1T1")
    {
        Context = new EngineContext(
            new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
        _capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
            [new RtpCodecCapability { Kind = MediaKind.Video, MimeType = mimeType, ClockRate = 90_000 }]);
        string list = string.Join(',', Enumerable.Range(0, encodings).Select(
            i => $$"""{ "ssrc": {{FirstSsrc + (uint)i}}, "scalabilityMode": "{{mode}}" }"""));
        string parameters = sprop is null ? "{}" : $$"""{ "sprop-parameter-sets": "{{sprop}}" }""";
        string json = $$"""
            {
              "codecs": [{
                "mimeType": "{{mimeType}}", "payloadType": 112, "clockRate": 90000, "parameters": {{parameters}},
                "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }]
              }],
              "headerExtensions": [{ "uri": "{{RtpHeaderExtensionUri.DependencyDescriptor}}", "id": {{DependencyDescriptorId}} }],
              "encodings": [{{list}}]
            }
            """;
        var produced = RtpParameters.FromJson(JsonDocument.Parse(json).RootElement);
        Producer = new ProducerCore(Context, this, new ProducerCoreOptions
        {
            Id = "producer",
            Kind = MediaKind.Video,
            RtpParameters = produced,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(produced, _capabilities, 7000),
        });
    }

    public string Id => "scene";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public EngineContext Context { get; }

    public ProducerCore Producer { get; }

    public Timestamp Now { get; set; } = new(3_600_000_000);

    /// <summary>Key frames that the sender was asked for.</summary>
    public int KeyFrameRequests { get; private set; }

    public IEnumerable<MediaWithheldReason> Withheld =>
        Context.Events.OfType<ConsumerMediaWithheldEvent>().Select(static withheld => withheld.Reason);

    public FrameViewer View(ConsumerType type = ConsumerType.Simple)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            MediaKind.Video, Producer.RtpParameters, _capabilities, Producer.Options.RtpMapping);
        RtpParameters parameters = type == ConsumerType.Pipe
            ? ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: false, _nextSsrc, _nextSsrc + 20)
            : ConsumerNegotiation.GetConsumerRtpParameters(
                consumable, _capabilities, pipe: false, enableRtx: true, _nextSsrc, _nextSsrc + 1);
        _nextSsrc += 100;
        ConsumerCore consumer = ConsumerFactory.Create(Context, this, Producer, new ConsumerCoreOptions
        {
            Id = $"consumer {_viewers.Count}",
            Kind = MediaKind.Video,
            Type = type,
            RtpParameters = parameters,
            ConsumableEncodings = consumable.Encodings,
        });
        var viewer = new FrameViewer(consumer);
        foreach (OutgoingStream stream in consumer.OutgoingStreams)
        {
            _viewers[stream.Ssrc] = viewer;
        }

        Producer.AddConsumer(consumer);
        consumer.HandleTransportConnected(Now, isConnected: true, _sink);
        return viewer;
    }

    /// <summary>One packet, a millisecond after the one before.</summary>
    public void Push(
        ushort sequence,
        uint timestamp,
        byte[] payload,
        bool marker = false,
        uint ssrc = FirstSsrc,
        byte[]? dependencyDescriptor = null)
    {
        byte[] bytes = new byte[1500];
        var writer = new RtpHeaderWriter(
            bytes, 112, marker, sequence, timestamp, ssrc, twoByteForm: dependencyDescriptor is { Length: > 16 });
        if (dependencyDescriptor is not null)
        {
            writer.AddExtension(DependencyDescriptorId, dependencyDescriptor);
        }

        int headerLength = writer.Finish();
        payload.CopyTo(bytes, headerLength);
        Push(bytes[..(headerLength + payload.Length)]);
    }

    /// <summary>A packet as it stands, a millisecond after the one before.</summary>
    public void Push(byte[] bytes)
    {
        Now += TimeSpan.FromMilliseconds(1);
        Assert.True(RtpPacket.TryParse(bytes, out RtpPacket packet));
        Producer.HandleDeadline(Now, _sink);
        Producer.HandleRtp(Now, packet, _sink);
    }

    /// <summary>The viewer misses a packet, long enough after it was sent, and gets it again.</summary>
    public void Nack(FrameViewer viewer, ushort sequence)
    {
        byte[] bytes = new byte[64];
        int length = GenericNack.Write(bytes, 1, viewer.Consumer.OutgoingStreams[0].Ssrc, [sequence], out _);
        foreach (RtcpPacketView view in new RtcpCompoundEnumerator(bytes.AsSpan(0, length)))
        {
            Assert.True(GenericNack.TryParse(view, out GenericNack nack));
            viewer.Consumer.HandleNack(Now, nack, _sink);
        }
    }

    public void Prefer(FrameViewer viewer, int spatial, int temporal) =>
        viewer.Consumer.SetPreferredLayers(Now, new ConsumerLayers(spatial, temporal), _sink);

    /// <summary>The viewer asks for a key frame.</summary>
    public void AskKeyFrame(FrameViewer viewer) =>
        viewer.Consumer.HandleKeyFrameRequest(Now, viewer.Consumer.OutgoingStreams[0].Ssrc, isFir: false, _sink);

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink) =>
        _viewers[rtp.Stream.Ssrc].Packets.Add(new FramePacket(
            rtp.SequenceNumber,
            rtp.RtpTimestamp,
            rtp.Marker,
            [.. rtp.Prefix, .. rtp.Packet.Payload[rtp.ReplacedLength..]],
            rtp.Packet.SequenceNumber,
            rtp.IsRtx));

    public void ForgetSource(uint ssrc)
    {
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp))
        {
            KeyFrameRequests += PictureLossIndication.TryParse(packet, out _) ? 1 : 0;
        }
    }

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    public void Dispose()
    {
        foreach (FrameViewer viewer in _viewers.Values)
        {
            viewer.Consumer.Close();
        }

        Assert.Equal(0, _slab.Leased);
        _slab.Dispose();
    }
}
