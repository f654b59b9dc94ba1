using System.Net;
using Tureen.Engine.DataChannels;
using Tureen.Engine.Events;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Engine.Transports.Pipes;
using Tureen.Ortc;
using Tureen.Testing.Simulation;
using Tureen.Tests.Engine.Rtp;

namespace Tureen.Tests.Simulation.Pipes;

/// <summary>A machine with one router, one end of a pipe, and an application that publishes and consumes there. Its commands are those of the API.</summary>
internal sealed class PipeNode : IDisposable
{
    public const byte PayloadType = 96;

    public static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan PeerTimeout = TimeSpan.FromSeconds(3);

    private readonly VirtualWorld _world;
    private readonly IPAddress _address;
    private readonly RtpCapabilities _capabilities = RouterNegotiation.GenerateRouterRtpCapabilities(
    [
        new() { Kind = MediaKind.Video, MimeType = "video/VP8", ClockRate = 90_000 },
        new() { Kind = MediaKind.Audio, MimeType = "audio/opus", ClockRate = 48_000, Channels = 2 },
    ]);

    private readonly DirectTransportCore _application;
    public Guid Id { get; }
    private uint _next;

    public PipeNode(VirtualWorld world, byte number)
    {
        _world = world;
        _address = new IPAddress([10, 0, 0, number]);
        _next = number * 1_000_000u;
        Id = new Guid(number, 0, 0, new byte[8]);
        Server = new SimulatedServer(world);
        Router = Server.Worker.CreateRouter("router");
        _application = Router.CreateDirectTransport(world.Now, new DirectTransportCoreOptions { Id = "application" }, Server.Sink);
        Pipe = Router.CreatePipeTransport(new PipeTransportCoreOptions
        {
            Id = "pipe",
            Listen = new ListenParameters(_address, 0, 0),
            EnableRtx = true,
            EnableSrtp = true,
            Data = new DataTransportOptions { EnableSctp = true },
            Control = new PipeControlOptions { Id = Id, ConnectTimeout = ConnectTimeout, PeerTimeout = PeerTimeout },
        });
        Pipe.Control!.Start(world.Now);
    }

    public Timestamp Now => _world.Now;

    public SimulatedServer Server { get; }

    public RouterCore Router { get; }

    public PipeTransportCore Pipe { get; }

    public PipeControl Control => Pipe.Control!;

    public bool IsConnected => Server.Events.OfType<PipeConnectedEvent>().Any();

    /// <summary>Why the pipe ended by itself; null while it lives, and if the application closed it.</summary>
    public PipeCloseReason? End => Server.Events.OfType<PipeEndedEvent>().SingleOrDefault()?.Reason;

    /// <summary>What was made for the other node's offers, by number.</summary>
    public Dictionary<uint, ProducerCore> Accepted { get; } = [];

    /// <summary>What carries this node's producers, by number.</summary>
    public Dictionary<uint, PipeConsumerCore> Offered { get; } = [];

    public ProducerCore Publish(MediaKind kind, int encodings = 1)
    {
        RtpParameters parameters = kind == MediaKind.Video ? Video(encodings) : Audio();
        return _application.Produce(_world.Now, new ProducerCoreOptions
        {
            Id = $"producer-{_next++}",
            Kind = kind,
            RtpParameters = parameters,
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(parameters, _capabilities, _next += 100),
        });
    }

    public void Connect(PipeNode other, Guid? otherId = null)
    {
        Pipe.Connect(_world.Now, other._address, other.Pipe.Tuple.LocalPort, other.Pipe.SrtpParameters, Server.Sink);
        Control.SetPeer(_world.Now, otherId ?? other.Id, PeerTimeout, Server.Sink);
    }

    /// <summary>Offers a producer once; offered again, it is the same.</summary>
    public SimulatedOffer Offer(ProducerCore producer)
    {
        KeyValuePair<uint, PipeConsumerCore> known = Offered.FirstOrDefault(pair => pair.Value.Producer == producer && !pair.Value.IsClosed);
        uint number = known.Value is null ? (uint)Offered.Count + 1 : known.Key;
        PipeConsumerCore consumer = known.Value ?? CreateConsumer(producer, number);
        return new SimulatedOffer(number, producer.Id, producer.Kind, consumer.Options.RtpParameters, producer.IsPaused);
    }

    /// <summary>Accepts an offer once; accepted again, it is the same.</summary>
    public ProducerCore Accept(SimulatedOffer offer)
    {
        if (Accepted.TryGetValue(offer.Number, out ProducerCore? known) && !known.IsClosed)
        {
            return known;
        }

        var entry = new AcceptedMedia(Control, offer.Number);
        ProducerCore producer = Pipe.Produce(_world.Now, new ProducerCoreOptions
        {
            Id = offer.ProducerId,
            Kind = offer.Kind,
            RtpParameters = offer.RtpParameters.Clone(),
            RtpMapping = RouterNegotiation.GetProducerRtpParametersMapping(offer.RtpParameters, _capabilities, _next += 100),
            Paused = offer.IsPaused,
            FarEnd = entry,
        });
        entry.Attach(producer);
        return Accepted[offer.Number] = producer;
    }

    public ConsumerCore Consume(ProducerCore producer, ConsumerLayers? layers = null)
    {
        RtpParameters consumable = Consumable(producer);
        return _application.Consume(
            _world.Now,
            producer.Id,
            new ConsumerCoreOptions
            {
                Id = $"consumer-{_next++}",
                Kind = producer.Kind,
                Type = consumable.Encodings.Count > 1 ? ConsumerType.Simulcast : ConsumerType.Simple,
                RtpParameters = ConsumerNegotiation.GetConsumerRtpParameters(consumable, _capabilities, pipe: false, enableRtx: false, _next += 100, _next += 10),
                ConsumableEncodings = consumable.Encodings,
                PreferredLayers = layers,
            },
            Server.Sink);
    }

    public void CloseConsumer(ConsumerCore consumer) => _application.Media.CloseConsumer(consumer);

    public void Close(ProducerCore producer) =>
        (Accepted.ContainsValue(producer) ? (TransportCore)Pipe : _application).Media.CloseProducer(_world.Now, producer, Server.Sink);

    /// <summary>A packet of a producer of this node; video is a key frame.</summary>
    public void Send(ProducerCore producer, ushort sequence, int encoding = 0)
    {
        byte[] packet = RtpBytes.Packet(
            PayloadType, sequence, sequence * 3000u, producer.RtpParameters.Encodings[encoding].Ssrc!.Value, payload: 20, marker: true);
        packet[12] = 0x10;
        packet[13] = 0;
        _application.HandleProducerRtp(_world.Now, producer, packet, Server.Sink);
        Server.DrainEvents();
    }

    public DataProducerCore PublishData() => _application.ProduceData(
        _world.Now, new DataProducerCoreOptions { Id = $"data-{_next++}", Type = DataProducerType.Direct }, Server.Sink);

    /// <summary>Sends messages over the pipe whether they were accepted or not.</summary>
    public void CarryUnasked(DataProducerCore producer) => Pipe.ConsumeData(
        _world.Now,
        producer.Id,
        new DataConsumerCoreOptions
        {
            Id = $"data-consumer-{_next++}",
            Type = DataConsumerType.Sctp,
            SctpStreamParameters = new() { StreamId = 1, Ordered = true },
        },
        Server.Sink);

    public void Send(DataProducerCore producer, byte[] message) =>
        _application.HandleProducerMessage(_world.Now, producer, new DataMessage { Ppid = DataChannelPpid.Binary, Payload = message }, Server.Sink);

    /// <summary>The machine loses its power: it neither sends nor receives, and nobody learns of it.</summary>
    public void Die() => Server.Stall(TimeSpan.FromDays(1));

    public void Dispose() => Server.Dispose();

    private PipeConsumerCore CreateConsumer(ProducerCore producer, uint number)
    {
        RtpParameters consumable = Consumable(producer);
        var entry = new OfferedMedia(Control, number);
        var consumer = (PipeConsumerCore)Pipe.Consume(
            _world.Now,
            producer.Id,
            new ConsumerCoreOptions
            {
                Id = $"pipe-consumer-{_next++}",
                Kind = producer.Kind,
                Type = ConsumerType.Pipe,
                RtpParameters = ConsumerNegotiation.GetPipeConsumerRtpParameters(consumable, enableRtx: true, _next += 100, _next += 10),
                ConsumableEncodings = consumable.Encodings,
                FarEnd = entry,
            },
            Server.Sink);
        entry.Attach(consumer);
        Offered.Add(number, consumer);
        return consumer;
    }

    private RtpParameters Consumable(ProducerCore producer) =>
        RouterNegotiation.GetConsumableRtpParameters(producer.Kind, producer.RtpParameters, _capabilities, producer.Options.RtpMapping);

    private RtpParameters Audio() => new()
    {
        Codecs = [new() { MimeType = "audio/opus", PayloadType = PayloadType, ClockRate = 48_000, Channels = 2 }],
        Encodings = [new() { Ssrc = _next += 10 }],
    };

    private RtpParameters Video(int encodings) => new()
    {
        Codecs =
        [
            new()
            {
                MimeType = "video/VP8",
                PayloadType = PayloadType,
                ClockRate = 90_000,
                RtcpFeedback = [new() { Type = "nack" }, new() { Type = "nack", Parameter = "pli" }],
            },
        ],
        Encodings = [.. Enumerable.Range(0, encodings).Select(_ => new RtpEncodingParameters { Ssrc = _next += 10 })],
    };
}
