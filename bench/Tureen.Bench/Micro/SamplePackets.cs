using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtp;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Bench.Micro;

/// <summary>What a browser's video looks like: packets, their parameters, and an engine to put them into.</summary>
internal static class SamplePackets
{
    public const uint Ssrc = 1111;
    public const byte PayloadType = 96;
    public const string Mid = "0";

    public static readonly Timestamp Start = Timestamp.FromMilliseconds(1000);

    private static readonly PacketShare Packets = new();

    public static SimulatedStream Stream { get; } = new()
    {
        Ssrc = Ssrc,
        RtxSsrc = Ssrc + 1,
        PayloadType = PayloadType,
        RtxPayloadType = 97,
        Mid = Mid,
        TransportSequenceId = 3,
        AbsSendTimeId = 2,
    };

    /// <summary>A packet with the three header extensions of Chromium's video.</summary>
    public static byte[] Create(int length)
    {
        byte[] bytes = new byte[length];
        var writer = new RtpHeaderWriter(bytes, PayloadType, marker: false, 1, 3000, Ssrc);
        writer.AddExtension(Stream.MidId, "0"u8);
        writer.AddExtension(Stream.AbsSendTimeId, [1, 2, 3]);
        writer.AddExtension(Stream.TransportSequenceId, [4, 5]);
        writer.Finish();
        return bytes;
    }

    public static EngineContext CreateContext(PacketSlab slab) => new(
        new SeededRandomSource(1),
        new NtpClock(Timestamp.Zero, NtpTime.FromMicroseconds(3_900_000_000_000_000)),
        null!,
        new SharedRtpPacketPool(slab));

    public static ProducerCoreOptions ProducerOptions(SimulatedStream stream)
    {
        RtpParameters parameters = SimulatedCall.VideoParameters(stream);
        RtpCapabilities capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
        [
            RtpCodecCapability.FromJson(JsonDocument.Parse(
                """{ "kind": "video", "mimeType": "video/VP8", "clockRate": 90000 }""").RootElement),
        ]);
        return new ProducerCoreOptions
        {
            Id = $"producer-{stream.Ssrc}",
            Kind = MediaKind.Video,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, capabilities, stream.Ssrc + 10_000),
        };
    }

    /// <summary>What a browser negotiates for video.</summary>
    public static ConsumerHeader ConsumerHeader()
    {
        var extensions = new NegotiatedExtensions();
        extensions.Add(RouterExtensionId.AbsSendTime, RouterExtensionId.AbsSendTime);
        extensions.Add(RouterExtensionId.TransportWideCc, RouterExtensionId.TransportWideCc);
        return new ConsumerHeader(extensions, RouterExtensionId.Mid, "0"u8);
    }

    /// <summary>A packet as its producer shares it with consumers.</summary>
    public static SharedRtpPacket Share(EngineContext context, ForwardedHeader header, byte[] bytes)
    {
        if (!context.Packets.TryRent(Packets, out SharedRtpPacket shared)
            || !RtpPacket.TryParse(bytes, out RtpPacket packet)
            || !header.TryWrite(packet, default, PayloadType, Ssrc, shared))
        {
            throw new InvalidOperationException("The sample packet cannot be shared.");
        }

        shared.ReceivedAt = Start;
        return shared;
    }
}
