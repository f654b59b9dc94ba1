using System.Net;
using System.Text;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Rtp;
using Tureen.Engine.Transports;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Fuzz.Targets;

/// <summary>Offers of WHIP and WHEP: read, agreed on and answered; then producers of what was agreed on, consumers with the offer's numbers, and packets.</summary>
internal sealed class SdpTarget : FuzzTarget
{
    private const uint FirstMappedSsrc = 70_000;
    private const uint ConsumerSsrc = 100_000;

    private static readonly NetworkAddress Address = NetworkAddress.FromIPv4(0x0A000001, 5000);

    private readonly FuzzWorker _worker = new();
    private readonly byte[] _datagram = new byte[InputLimits.MaxOperationLength];

    public override InputShape Shape => InputShape.Bytes;

    public override IEnumerable<byte[]> Seeds => new[]
    {
        Head + Audio + "a=sendonly\r\na=ssrc:1001 cname:c\r\n" + Video + "a=sendonly\r\na=ssrc-group:FID 2001 2002\r\na=ssrc:2001 cname:c\r\na=ssrc:2002 cname:c\r\n",
        Head + Video + "a=sendonly\r\na=rid:l send\r\na=rid:h send\r\na=simulcast:send l;h\r\na=extmap-allow-mixed\r\n",
        Head + Audio + "a=recvonly\r\n" + Video + "a=recvonly\r\n",
        Head + Video.Replace("VP8", "VP9", StringComparison.Ordinal) + "a=rtcp-fb:* transport-cc\r\na=ssrc-group:SIM 1 2 3\r\na=ssrc:1 cname:c\r\n",
    }.Select(Encoding.UTF8.GetBytes);

    public override IReadOnlyList<byte[]> Tokens { get; } =
    [
        .. new[]
        {
            "\r\n", "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n", "m=video 0 RTP/AVP 0\r\n", "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n", "a=mid:", "a=rtpmap:",
            "a=fmtp:", "apt=", "a=rtcp-fb:*", "a=extmap:", "a=ssrc:", "a=ssrc-group:FID ", "a=ssrc-group:SIM ", "a=rid:", " send", "a=simulcast:send ", "~", ";", ",",
            "a=setup:passive", "a=fingerprint:sha-256 00", "a=inactive", "a=recvonly", "4294967295", "-1", "127", "128", "rtx/90000", "H264/90000", "AV1/90000",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static string Head => "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\na=setup:actpass\r\na=fingerprint:sha-256 00:11\r\n";

    private static string Audio =>
        "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtcp-fb:111 transport-cc\r\n";

    private static string Video =>
        "m=video 9 UDP/TLS/RTP/SAVPF 96 97\r\na=mid:1\r\na=rtpmap:96 VP8/90000\r\na=rtcp-fb:96 nack\r\na=rtcp-fb:96 nack pli\r\na=rtpmap:97 rtx/90000\r\n"
        + "a=fmtp:97 apt=96\r\na=extmap:3 urn:ietf:params:rtp-hdrext:sdes:mid\r\na=extmap:4 http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time\r\n";

    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    public override void Dispose()
    {
        _worker.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        RouterCore router = _worker.Begin();
        BeginPacket();
        try
        {
            Offer(router, SessionDescription.Parse(Encoding.UTF8.GetString(input)));
        }
        catch (MediasoupException)
        {
            // Refused with a reason.
        }

        EndPacket();
        _worker.End();
    }

    private void Offer(RouterCore router, SessionDescription offer)
    {
        RtpCapabilities capabilities = OfferedCapabilities.Read(offer, addsOpusNack: false);
        List<OfferedTrack> tracks = OfferedTracks.Read(offer, MediaParameters.Router);
        var answer = new ServerDescription(
            new IceParameters { UsernameFragment = "u", Password = "p", IceLite = true },
            [],
            new DtlsParameters { Role = DtlsRole.Auto, Fingerprints = [new() { Algorithm = FingerprintAlgorithm.Sha256, Value = "00" }] },
            null);
        PlainTransportCore transport = router.CreatePlainTransport(
            new PlainTransportCoreOptions { Id = "transport", Listen = new ListenParameters(IPAddress.Loopback, 0, 0), Comedia = true });
        TransportTuple from = _worker.Connect(transport, Address);
        for (int index = 0; index < offer.Media.Count; index++)
        {
            if (tracks.Find(track => track.Index == index) is not { } track)
            {
                answer.Reject(index, offer.Media[index]);
                continue;
            }

            Consume(transport, Produce(transport, track, index), track.Kind, capabilities, index);
            answer.Answer(index, track.Section, track.Answered);
        }

        _ = answer.Write();
        foreach (byte[] packet in Packets.Call(1, 2))
        {
            packet.CopyTo(_datagram, 0);
            _worker.Handle(from, _datagram.AsSpan(0, packet.Length));
        }
    }

    private ProducerCore Produce(PlainTransportCore transport, OfferedTrack track, int index)
    {
        RtpValidation.Validate(track.Sent);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(track.Sent, MediaParameters.Router, FirstMappedSsrc + ((uint)index * 100));
        return transport.Produce(_worker.Now, new ProducerCoreOptions { Id = $"producer-{index}", Kind = track.Kind, RtpParameters = track.Sent, RtpMapping = mapping });
    }

    private void Consume(PlainTransportCore transport, ProducerCore producer, MediaKind kind, RtpCapabilities capabilities, int index)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(kind, producer.RtpParameters, MediaParameters.Router, producer.Options.RtpMapping);
        RtpParameters parameters = ConsumerNegotiation.GetConsumerRtpParameters(
            consumable, PreferredNumbers.WithRouterIds(kind, consumable, capabilities), pipe: false, enableRtx: true, ConsumerSsrc + ((uint)index * 2));
        Dictionary<int, int> payloadTypes = PreferredNumbers.Apply(kind, parameters, capabilities);
        transport.Consume(_worker.Now, producer.Id, new ConsumerCoreOptions
        {
            Id = $"consumer-{index}",
            Kind = kind,
            Type = (ConsumerType)producer.Type,
            RtpParameters = parameters,
            ReceiverNumbers = new ReceiverNumbers(new SentPayloadTypes(payloadTypes), PreferredNumbers.WithPayloadTypes(parameters, payloadTypes)),
            ConsumableEncodings = consumable.Encodings,
        }, _worker);
    }
}
