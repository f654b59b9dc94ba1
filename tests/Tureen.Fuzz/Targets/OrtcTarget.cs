using System.Net;
using System.Text;
using System.Text.Json;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Fuzz.Inputs;
using Tureen.Fuzz.Scenes;
using Tureen.Ortc;

namespace Tureen.Fuzz.Targets;

/// <summary>
/// Parameters and capabilities as JSON: read, validated, negotiated; then a producer and consumers of what passed, and packets
/// through them.
/// </summary>
internal sealed class OrtcTarget : FuzzTarget
{
    private const int ProduceVideo = 0;
    private const int ProduceAudio = 1;
    private const int Packet = 2;
    private const int Consume = 3;
    private const int Other = 4;
    private const int Codes = 5;

    private const uint FirstMappedSsrc = 70_000;
    private const uint FirstConsumerSsrc = 100_000;

    private static readonly NetworkAddress Address = NetworkAddress.FromIPv4(0x0A000001, 5000);

    private readonly FuzzWorker _worker = new();
    private readonly byte[] _datagram = new byte[InputLimits.MaxOperationLength];
    private readonly List<ProducerCore> _producers = [];
    private PlainTransportCore _transport = null!;
    private TransportTuple _from;
    private uint _nextSsrc;

    public override InputShape Shape => InputShape.Operations;

    public override IEnumerable<byte[]> Seeds
    {
        get
        {
            byte[] capabilities = Bytes(OrtcJson.Serialize(MediaParameters.Router));
            byte[][] packets = [.. Packets.Call(1, 2)];
            foreach (MediaSource source in MediaParameters.Sources)
            {
                var produce = new Operation(
                    source.Producer.Kind == MediaKind.Audio ? (byte)ProduceAudio : (byte)ProduceVideo, Bytes(OrtcJson.Serialize(source.Producer.RtpParameters)));
                yield return OperationList.Write(
                    [produce, new Operation(Consume, capabilities), .. packets.Select(static packet => new Operation(Packet, packet))]);
            }

            yield return OperationList.Write(
            [
                new Operation(ProduceVideo, Bytes(TwoCodecs)),
                new Operation(Consume, capabilities),
                .. packets.Select(static packet => new Operation(Packet, packet)),
            ]);
            yield return OperationList.Write([.. Others.Select(static (json, i) => new Operation(Other, [(byte)i, .. Bytes(json)]))]);
        }
    }

    public override IReadOnlyList<byte[]> Tokens => JsonTokens.All;

    private static string TwoCodecs => """
        {"codecs":[{"mimeType":"video/VP8","payloadType":96,"clockRate":90000},{"mimeType":"video/VP9","payloadType":98,"clockRate":90000}],
        "encodings":[{"ssrc":1001,"codecPayloadType":96},{"ssrc":2001,"codecPayloadType":98}],"rtcp":{"cname":"c"}}
        """;

    private static IReadOnlyList<string> Others =>
    [
        """{"role":"client","fingerprints":[{"algorithm":"sha-256","value":"00:11"}]}""",
        """{"cryptoSuite":"AEAD_AES_256_GCM","keyBase64":"AAAA"}""",
        """{"numStreams":{"OS":1024,"MIS":1024}}""",
        """{"streamId":1,"ordered":true,"maxPacketLifeTime":100,"maxRetransmits":3}""",
        """{"usernameFragment":"a","password":"b","iceLite":true}""",
        """{"foundation":"f","priority":1,"ip":"1.2.3.4","address":"1.2.3.4","protocol":"udp","port":1,"type":"host"}""",
        """{"port":5000,"OS":1,"MIS":1,"maxMessageSize":1000}""",
        "S3T3h",
    ];

    public override bool IsExpected(Exception exception) => !ProgrammingErrors.Contains(exception);

    public override void Dispose()
    {
        _worker.Dispose();
        base.Dispose();
    }

    protected override void Attack(byte[] input)
    {
        RouterCore router = _worker.Begin();
        _producers.Clear();
        _nextSsrc = FirstConsumerSsrc;
        _transport = router.CreatePlainTransport(
            new PlainTransportCoreOptions { Id = "transport", Listen = new ListenParameters(IPAddress.Loopback, 0, 0), Comedia = true });
        _from = _worker.Connect(_transport, Address);
        var reader = new OperationReader(input);
        while (reader.TryRead(out byte code, out ReadOnlySpan<byte> data))
        {
            BeginPacket();
            try
            {
                Do(code % Codes, data);
            }
            catch (Exception exception) when (exception is MediasoupException or JsonException)
            {
                // Refused with a reason.
            }

            EndPacket();
        }

        _worker.End();
    }

    private static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    private void Do(int code, ReadOnlySpan<byte> data)
    {
        switch (code)
        {
            case ProduceVideo or ProduceAudio:
                Produce(code == ProduceAudio ? MediaKind.Audio : MediaKind.Video, OrtcJson.Deserialize<RtpParameters>(Encoding.UTF8.GetString(data)));
                break;
            case Packet:
                int length = Math.Min(data.Length, _datagram.Length);
                data[..length].CopyTo(_datagram);
                _worker.Handle(_from, _datagram.AsSpan(0, length));
                break;
            case Consume:
                RtpCapabilities capabilities = OrtcJson.Deserialize<RtpCapabilities>(Encoding.UTF8.GetString(data));
                RtpValidation.Validate(capabilities);
                foreach (ProducerCore producer in _producers)
                {
                    ConsumeAll(producer, capabilities);
                }

                break;
            case Other when data.Length > 0:
                ReadOther(data[0], Encoding.UTF8.GetString(data[1..]));
                break;
        }
    }

    private void Produce(MediaKind kind, RtpParameters parameters)
    {
        RtpValidation.Validate(parameters);
        RtpMapping mapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, MediaParameters.Router, FirstMappedSsrc + ((uint)_producers.Count * 100));
        _producers.Add(_transport.Produce(_worker.Now, new ProducerCoreOptions
        {
            Id = $"producer-{_producers.Count}",
            Kind = kind,
            RtpParameters = parameters,
            RtpMapping = mapping,
        }));
    }

    private void ConsumeAll(ProducerCore producer, RtpCapabilities capabilities)
    {
        RtpParameters consumable = RouterNegotiation.GetConsumableRtpParameters(
            producer.Kind, producer.RtpParameters, MediaParameters.Router, producer.Options.RtpMapping);
        if (!ConsumerNegotiation.CanConsume(consumable, capabilities))
        {
            return;
        }

        Add(producer, (ConsumerType)producer.Type, ConsumerNegotiation.GetConsumerRtpParameters(consumable, capabilities, pipe: false, enableRtx: true, _nextSsrc++, _nextSsrc++), consumable);
        Add(producer, ConsumerType.Pipe, ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: true, _nextSsrc, _nextSsrc + 1000), consumable);
        _nextSsrc += 2000;
    }

    private void Add(ProducerCore producer, ConsumerType type, RtpParameters parameters, RtpParameters consumable) => _transport.Consume(
        _worker.Now,
        producer.Id,
        new ConsumerCoreOptions
        {
            Id = $"consumer-{_nextSsrc}-{type}",
            Kind = producer.Kind,
            Type = type,
            RtpParameters = parameters,
            ConsumableEncodings = consumable.Encodings,
        },
        _worker);

    private static void ReadOther(int what, string json)
    {
        switch (what % 8)
        {
            case 0:
                _ = OrtcJson.Deserialize<DtlsParameters>(json);
                break;
            case 1:
                _ = OrtcJson.Deserialize<SrtpParameters>(json);
                break;
            case 2:
                RtpValidation.Validate(OrtcJson.Deserialize<SctpCapabilities>(json));
                break;
            case 3:
                RtpValidation.Validate(OrtcJson.Deserialize<SctpStreamParameters>(json));
                break;
            case 4:
                _ = OrtcJson.Deserialize<IceParameters>(json);
                break;
            case 5:
                _ = OrtcJson.Deserialize<IceCandidate>(json);
                break;
            case 6:
                _ = OrtcJson.Deserialize<SctpParameters>(json);
                break;
            default:
                _ = ScalabilityMode.Parse(json);
                break;
        }
    }
}
