using System.Text.Json;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing.Simulation.Layers;

namespace Tureen.Tests.Engine.Forwarding;

/// <summary>A producer of three encodings, or of one with three spatial layers, and one consumer of any type, packet by packet.</summary>
internal sealed class LayerScene : IMediaTransport, IDisposable
{
    public const uint FirstSsrc = 1;

    /// <summary>The sender's id of the dependency descriptor.</summary>
    public const int DependencyDescriptorId = 8;

    private readonly PacketSlab _slab = new();
    private readonly NoDatagramSink _sink = new();

    /// <param name="codec">A MIME type.</param>
    /// <param name="type">How it is consumed.</param>
    /// <param name="mode">The scalability mode of each encoding.</param>
    /// <param name="encodings">Encodings, with SSRCs from 1.</param>
    /// <param name="isConnected">Whether the consumer's transport is.</param>
    /// <param name="payloadType">The sender's payload type.</param>
    /// <param name="firstSsrc">The SSRC of the first encoding.</param>
    /// <param name="otherCodec">A second codec that is negotiated with payload type 98, and that no encoding names.</param>
    /// <param name="random">Where the engine draws its numbers; seeded when null.</param>
    public LayerScene(
        string codec,
        ConsumerType type,
        string mode = "L1T3",
        int encodings = 3,
        bool isConnected = true,
        byte payloadType = 96,
        uint firstSsrc = FirstSsrc,
        string? otherCodec = null,
        RandomSource? random = null)
    {
        Context = new EngineContext(
            random ?? new SeededRandomSource(1), new NtpClock(Now, NtpTime.FromMicroseconds(4_000_000_000_000_000)), null!, new SharedRtpPacketPool(_slab));
        MediaKind kind = codec.StartsWith("audio", StringComparison.Ordinal) ? MediaKind.Audio : MediaKind.Video;
        string[] codecs = otherCodec is null ? [codec] : [codec, otherCodec];
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
        [
            .. codecs.Select(mimeType => new RtpCodecCapability
            {
                Kind = kind,
                MimeType = mimeType,
                ClockRate = kind == MediaKind.Audio ? 48_000 : 90_000,
                Channels = kind == MediaKind.Audio ? 2 : null,
            }),
        ]);
        string json = Parameters(codecs, payloadType, kind, mode, firstSsrc, encodings);
        var parameters = RtpParameters.FromJson(JsonDocument.Parse(json).RootElement);
        Producer = new ProducerCore(Context, this, new ProducerCoreOptions
        {
            Id = "producer",
            Kind = kind,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities, 7000),
        });
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            kind, parameters, capabilities, Producer.Options.RtpMapping);
        RtpParameters negotiated = type == ConsumerType.Pipe
            ? ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: false, 9000, 9500)
            : ConsumerNegotiation.GetConsumerRtpParameters(consumable, capabilities, pipe: false, enableRtx: true, 9000, 9001);
        if (type != ConsumerType.Pipe)
        {
            negotiated.HeaderExtensions.Add(
                new RtpHeaderExtensionParameters { Uri = RtpHeaderExtensionUri.DependencyDescriptor, Id = RouterExtensionId.DependencyDescriptor });
        }

        Consumer = ConsumerFactory.Create(Context, this, Producer, new ConsumerCoreOptions
        {
            Id = "consumer",
            Kind = kind,
            Type = type,
            RtpParameters = negotiated,
            ConsumableEncodings = consumable.Encodings,
        });
        Producer.AddConsumer(Consumer);
        Consumer.HandleTransportConnected(Now, isConnected, _sink);
    }

    public string Id => "scene";

    public bool IsConnected => true;

    public PacketShare PacketShare { get; } = new();

    public EngineContext Context { get; }

    public ProducerCore Producer { get; }

    public ConsumerCore Consumer { get; }

    public Timestamp Now { get; set; } = new(3_600_000_000);

    /// <summary>Each packet sent: the encoding and number that it came with, and what it left with.</summary>
    public List<(int Encoding, ushort Input, ushort Sequence, uint Timestamp, bool Marker)> Sent { get; } = [];

    /// <summary>The header of the last packet, as it left.</summary>
    public byte[] LastHeader { get; private set; } = [];

    /// <summary>Packets that can still be sent before sending fails.</summary>
    public int SendsUntilFailure { get; set; } = int.MaxValue;

    /// <summary>SSRCs of which a key frame was asked for.</summary>
    public List<uint> KeyFrameRequests { get; } = [];

    /// <summary>Numbers that were asked for again.</summary>
    public List<ushort> Nacked { get; } = [];

    public IEnumerable<ushort> Inputs => Sent.Select(static sent => sent.Input);

    public IEnumerable<ConsumerLayers?> LayerEvents => Context.Events.OfType<ConsumerLayersEvent>().Select(static raised => raised.Layers);

    /// <summary>VP8 with picture id, TL0PICIDX and temporal layer.</summary>
    public static byte[] Vp8(int pictureId, bool isKey = false, int temporal = 0, bool isSync = false) =>
        [0x90, 0xE0, (byte)(0x80 | (pictureId >> 8)), (byte)pictureId, 1, (byte)((temporal << 6) | (isSync ? 0x20 : 0)), (byte)(isKey ? 0 : 1), 1];

    /// <summary>VP9: a whole frame of one spatial layer.</summary>
    public static byte[] Vp9(int pictureId, int spatial, bool isKey = false, int temporal = 0) =>
        [(byte)(0xAC | (isKey ? 0 : 0x40)), (byte)(0x80 | (pictureId >> 8)), (byte)pictureId, (byte)((temporal << 5) | (spatial << 1)), 1, 7];

    public ProducerResultKind Push(
        ushort sequence, byte[] payload, uint ssrc = FirstSsrc, uint? timestamp = null, bool marker = true, byte payloadType = 96)
    {
        byte[] bytes = new byte[200];
        var writer = new RtpHeaderWriter(bytes, payloadType, marker, sequence, timestamp ?? (sequence * 3000u), ssrc);
        int headerLength = writer.Finish();
        payload.CopyTo(bytes, headerLength);
        Assert.True(RtpPacket.TryParse(bytes.AsSpan(0, headerLength + payload.Length), out RtpPacket packet));
        return Producer.HandleRtp(Now, packet, _sink).Kind;
    }

    /// <summary>A packet with header extensions.</summary>
    public ProducerResultKind PushWith(ushort sequence, byte[] payload, params (int Id, byte[] Value)[] extensions)
    {
        byte[] bytes = new byte[1400];
        bool isTwoByte = Array.Exists(extensions, static extension => extension.Value.Length > 16);
        var writer = new RtpHeaderWriter(bytes, 96, marker: true, sequence, sequence * 3000u, FirstSsrc, isTwoByte);
        foreach ((int id, byte[] value) in extensions)
        {
            Assert.NotEqual(0, writer.AddExtension(id, value));
        }

        int headerLength = writer.Finish();
        payload.CopyTo(bytes, headerLength);
        return Push(bytes[..(headerLength + payload.Length)]);
    }

    /// <summary>A packet as it stands.</summary>
    public ProducerResultKind Push(byte[] packet)
    {
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        return Producer.HandleRtp(Now, parsed, _sink).Kind;
    }

    /// <summary>A key picture of all three spatial layers, in packets from <paramref name="sequence"/>.</summary>
    public void PushVp9Picture(ushort sequence, int pictureId, bool isKey = false)
    {
        for (int layer = 0; layer < 3; layer++)
        {
            Push((ushort)(sequence + layer), Vp9(pictureId, layer, isKey), timestamp: (uint)pictureId * 3000, marker: layer == 2);
        }
    }

    /// <summary>The sender reports that a stream's timestamp is now.</summary>
    public void PushSenderReport(uint ssrc, uint timestamp)
    {
        Now += TimeSpan.FromMilliseconds(200);
        Producer.HandleSenderReport(
            Now, new SenderInfo(ssrc, NtpTime.FromMicroseconds((ulong)Now.Microseconds), timestamp, 1, 1), _sink);
    }

    public void Wait(TimeSpan time)
    {
        Now += time;
        Producer.HandleDeadline(Now, _sink);
    }

    public void Prefer(int spatial, int? temporal = null) =>
        Consumer.SetPreferredLayers(Now, new ConsumerLayers(spatial, temporal), _sink);

    public void Connect(bool isConnected) => Consumer.HandleTransportConnected(Now, isConnected, _sink);

    public void Resume() => Consumer.Resume(Now, _sink);

    public void RequestKeyFrame() => Consumer.RequestKeyFrame(Now, _sink);

    public void SendRtp(Timestamp now, in OutgoingRtp rtp, IDatagramSink sink)
    {
        if (SendsUntilFailure-- <= 0)
        {
            throw new InvalidOperationException("Sending fails.");
        }

        Sent.Add((rtp.Packet.EncodingIndex, rtp.Packet.SequenceNumber, rtp.SequenceNumber, rtp.RtpTimestamp, rtp.Marker));
        byte[] header = new byte[rtp.Packet.HeaderLength + 64];
        int length = ConsumerHeaderWriter.Write(
            rtp.Packet, header, rtp.Header, rtp.Stream.Ssrc, rtp.SequenceNumber, rtp.RtpTimestamp, rtp.Marker, out _, rtp.DependencyDescriptor);
        LastHeader = header[..length];
    }

    public void SendRtcp(Timestamp now, ReadOnlySpan<byte> rtcp, IDatagramSink sink)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(rtcp))
        {
            if (PictureLossIndication.TryParse(packet, out PictureLossIndication indication))
            {
                KeyFrameRequests.Add(indication.MediaSsrc);
            }

            if (GenericNack.TryParse(packet, out GenericNack nack))
            {
                foreach (ushort sequence in nack.SequenceNumbers)
                {
                    Nacked.Add(sequence);
                }
            }
        }
    }

    public void ForgetSource(uint ssrc)
    {
    }

    public void CloseConsumer(ConsumerCore consumer) => consumer.Close();

    public void Dispose()
    {
        Consumer.Close();
        Assert.Equal(0, _slab.Leased);
        _slab.Dispose();
    }

    private static string Parameters(string[] codecs, byte payloadType, MediaKind kind, string mode, uint firstSsrc, int encodings)
    {
        string audio = kind == MediaKind.Audio ? """ "channels": 2,""" : string.Empty;
        int clockRate = kind == MediaKind.Audio ? 48_000 : 90_000;
        string scalability = kind == MediaKind.Audio ? string.Empty : $", \"scalabilityMode\": \"{mode}\"";
        string extension = kind == MediaKind.Audio
            ? string.Empty
            : $$"""{ "uri": "{{RtpHeaderExtensionUri.DependencyDescriptor}}", "id": {{DependencyDescriptorId}} }""";
        string list = string.Join(',', Enumerable.Range((int)firstSsrc, encodings).Select(
            ssrc => $$"""{ "ssrc": {{ssrc}}{{scalability}} }"""));
        string media = string.Join(',', codecs.Select((mimeType, i) => $$"""
            {
              "mimeType": "{{mimeType}}", "payloadType": {{(i == 0 ? payloadType : 98)}}, "clockRate": {{clockRate}},{{audio}}
              "rtcpFeedback": [{ "type": "nack" }, { "type": "nack", "parameter": "pli" }]
            }
            """));
        return $$"""{ "codecs": [{{media}}], "headerExtensions": [{{extension}}], "encodings": [{{list}}] }""";
    }
}
