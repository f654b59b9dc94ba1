using System.Text;
using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Streams;
using Tureen.Ortc;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Cases;

/// <summary>A producer whose sender changes its SSRCs, codecs and clocks, and one consumer, packet by packet.</summary>
internal sealed class SourceScene : IMediaTransport, IDisposable
{
    public const int MidId = 1;
    public const int RidId = 2;
    public const int RepairedRidId = 3;
    public const int CaptureTimeId = 4;

    private readonly PacketSlab _slab = new();
    private readonly NoDatagramSink _sink = new();
    private readonly RtpCapabilities _router;

    /// <param name="kind">The kind of the producer.</param>
    /// <param name="codecs">Codecs as <c>payload type/name/clock rate[/channels]</c>; video ones have RTX under the next payload type.</param>
    /// <param name="encodings">The encodings as JSON.</param>
    /// <param name="hasCaptureTime">Whether the sender negotiated abs-capture-time.</param>
    public SourceScene(MediaKind kind, string[] codecs, string encodings = "{}", bool hasCaptureTime = true)
    {
        Context = new EngineContext(
            new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
        Context.Log.Configure(WorkerLogLevel.Warn, Enum.GetValues<WorkerLogTag>());
        _router = RouterNegotiation.GenerateRouterRtpCapabilities(codecs.Select(codec => Capability(kind, codec)));
        RtpParameters parameters = RtpParameters.FromJson(JsonDocument.Parse(Parameters(kind, codecs, encodings)).RootElement);
        RtpValidation.Validate(parameters);
        parameters.HeaderExtensions.RemoveAll(extension => !hasCaptureTime && extension.Id == CaptureTimeId);
        Producer = new ProducerCore(Context, this, new ProducerCoreOptions
        {
            Id = "producer",
            Kind = kind,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, _router, 7000),
        });
        Producer.JoinCaptureClock(new RemoteCaptureClocks(Context.Ntp));
    }

    public string Id => "scene";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public EngineContext Context { get; }

    public ProducerCore Producer { get; }

    public ConsumerCore Consumer { get; private set; } = null!;

    public Timestamp Now { get; set; } = new(3_600_000_000);

    /// <summary>Each packet that left: the number and timestamp that it came with, and what it left with.</summary>
    public List<(ushort Input, uint InputTimestamp, ushort Sequence, uint Timestamp, byte PayloadType, Timestamp At)> Sent { get; } = [];

    /// <summary>The header of the last packet, as it is shared by consumers.</summary>
    public byte[] LastHeader { get; private set; } = [];

    /// <summary>SSRCs of which a key frame was asked for.</summary>
    public List<uint> KeyFrameRequests { get; } = [];

    /// <summary>SSRCs for which the transport keeps nothing any more.</summary>
    public List<uint> Forgotten { get; } = [];

    public IEnumerable<string> Warnings =>
        Context.Events.OfType<EngineLogEvent>().Where(static line => line.Level == WorkerLogLevel.Warn).Select(static line => line.Text);

    public static byte[] Vp8(bool isKey = false) => [0x10, (byte)(isKey ? 0 : 1), 1, 1];

    /// <summary>H.264: a packet that begins with parameter sets, or a slice.</summary>
    public static byte[] H264(bool isKey = false) => isKey ? [0x78, 0, 3, 0x67, 0x42, 0, 0, 3, 0x65, 1, 1] : [0x61, 1, 1, 1];

    public static (int Id, byte[] Value) Mid(string mid = "m") => (MidId, Encoding.ASCII.GetBytes(mid));

    public static (int Id, byte[] Value) Rid(string rid) => (RidId, Encoding.ASCII.GetBytes(rid));

    public static (int Id, byte[] Value) RepairedRid(string rid) => (RepairedRidId, Encoding.ASCII.GetBytes(rid));

    /// <summary>Makes the consumer; of all codecs, unless some are named.</summary>
    public ConsumerCore Consume(ConsumerType type = ConsumerType.Simple, string? only = null)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            Producer.Kind, Producer.RtpParameters, _router, Producer.Options.RtpMapping);
        RtpCapabilities capabilities = _router.Clone();
        capabilities.Codecs.RemoveAll(codec => only is not null && !codec.MimeType.EndsWith(only, StringComparison.OrdinalIgnoreCase));
        Consumer = ConsumerFactory.Create(Context, this, Producer, new ConsumerCoreOptions
        {
            Id = "consumer",
            Kind = Producer.Kind,
            Type = type,
            RtpParameters = type == ConsumerType.Pipe
                ? ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: false, 9000, 9500)
                : ConsumerNegotiation.GetConsumerRtpParameters(consumable, capabilities, pipe: false, enableRtx: true, 9000, 9001),
            ConsumableEncodings = consumable.Encodings,
        });
        Producer.AddConsumer(Consumer);
        Consumer.HandleTransportConnected(Now, isConnected: true, _sink);
        return Consumer;
    }

    public ProducerResult Push(
        uint ssrc, ushort sequence, uint timestamp, byte[] payload, byte payloadType, params (int Id, byte[] Value)[] extensions)
    {
        byte[] bytes = new byte[200];
        var writer = new RtpHeaderWriter(bytes, payloadType, marker: true, sequence, timestamp, ssrc);
        foreach ((int id, byte[] value) in extensions)
        {
            writer.AddExtension(id, value);
        }

        int headerLength = writer.Finish();
        payload.CopyTo(bytes, headerLength);
        Assert.True(RtpPacket.TryParse(bytes.AsSpan(0, headerLength + payload.Length), out RtpPacket packet));
        return Producer.HandleRtp(Now, packet, _sink);
    }

    public void Bye(uint ssrc) => Producer.HandleBye(Now, ssrc);

    public void Report(uint ssrc, NtpTime ntp, uint timestamp) =>
        Producer.HandleSenderReport(Now, new SenderInfo(ssrc, ntp, timestamp, 1, 1), _sink);

    public void Nack(ushort sequence)
    {
        byte[] bytes = new byte[50];
        int length = GenericNack.Write(bytes, 1, Consumer.Streams[0].Ssrc, [sequence], out _);
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(bytes.AsSpan(0, length)))
        {
            Assert.True(GenericNack.TryParse(packet, out GenericNack nack));
            Consumer.HandleNack(Now, nack, _sink);
        }
    }

    public void Wait(TimeSpan time)
    {
        Now += time;
        Producer.HandleDeadline(Now, _sink);
    }

    public void Prefer(int spatial) => Consumer.SetPreferredLayers(Now, new ConsumerLayers(spatial, null), _sink);

    /// <summary>The numbers under which packets left follow each other without a gap.</summary>
    public void AssertNoGap() =>
        Assert.Equal(Enumerable.Range(0, Sent.Count).Select(i => (ushort)(Sent[0].Sequence + i)), Sent.Select(static sent => sent.Sequence));

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        Sent.Add((rtp.Packet.SequenceNumber, rtp.Packet.RtpTimestamp, rtp.SequenceNumber, rtp.RtpTimestamp, rtp.PayloadType, now));
        LastHeader = rtp.Packet.Header.ToArray();
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp))
        {
            if (PictureLossIndication.TryParse(packet, out PictureLossIndication indication))
            {
                KeyFrameRequests.Add(indication.MediaSsrc);
            }
        }
    }

    public void ForgetSource(uint ssrc) => Forgotten.Add(ssrc);

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    public void Dispose()
    {
        Consumer?.Close();
        Assert.Equal(0, _slab.Leased);
        _slab.Dispose();
    }

    private static RtpCodecCapability Capability(MediaKind kind, string codec)
    {
        string[] parts = codec.Split('/');
        return new RtpCodecCapability
        {
            Kind = kind,
            MimeType = $"{kind.ToWireString()}/{parts[1]}",
            ClockRate = int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture),
            Channels = parts.Length > 3 ? 2 : null,
        };
    }

    private static string Parameters(MediaKind kind, string[] codecs, string encodings)
    {
        var list = new List<string>();
        foreach (string[] parts in codecs.Select(static codec => codec.Split('/')))
        {
            int payloadType = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
            string channels = parts.Length > 3 ? """, "channels": 2""" : string.Empty;
            list.Add($$"""
                {
                  "mimeType": "{{kind.ToWireString()}}/{{parts[1]}}", "payloadType": {{payloadType}}, "clockRate": {{parts[2]}}{{channels}},
                  "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }]
                }
                """);
            if (kind == MediaKind.Video)
            {
                list.Add($$"""{ "mimeType": "video/rtx", "payloadType": {{payloadType + 1}}, "clockRate": {{parts[2]}}, "parameters": { "apt": {{payloadType}} } }""");
            }
        }

        return $$"""
            {
              "mid": "m",
              "codecs": [{{string.Join(',', list)}}],
              "headerExtensions": [
                { "uri": "{{RtpHeaderExtensionUri.Mid}}", "id": {{MidId}} },
                { "uri": "{{RtpHeaderExtensionUri.RtpStreamId}}", "id": {{RidId}} },
                { "uri": "{{RtpHeaderExtensionUri.RepairedRtpStreamId}}", "id": {{RepairedRidId}} },
                { "uri": "{{RtpHeaderExtensionUri.AbsCaptureTime}}", "id": {{CaptureTimeId}} }
              ],
              "encodings": [{{encodings}}],
              "rtcp": { "cname": "alice" }
            }
            """;
    }
}
