using System.Net;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Routing;
using Tureen.Engine.Transports;
using Tureen.Testing.Simulation.Congestion.Links;
using Tureen.Testing.Simulation.Congestion.Measures;
using Tureen.Testing.Simulation.Congestion.Receivers;
using Tureen.Testing.Simulation.Congestion.Sources;

namespace Tureen.Testing.Simulation.Congestion;

/// <summary>
/// A publisher, a worker of the engine, and receivers behind one bottleneck. Everything on the server is the engine's own, over plain
/// transports without encryption, so that what is measured is what a real server would send.
/// </summary>
internal sealed class CongestedCall : IDisposable
{
    private static readonly TimeSpan SampleInterval = TimeSpan.FromMilliseconds(100);

    private readonly CallOptions _options;
    private readonly ulong _seed;
    private readonly RouterCore _router;
    private readonly PlainTransportCore _publisherTransport;
    private readonly SourceHost _publisher;
    private readonly Bottleneck _return;
    private readonly List<ProducerCore> _producers = [];
    private readonly PriorityQueue<Action<CongestedCall>, (long At, int Order)> _events = new();
    private Timestamp _sampleAt;

    public CongestedCall(CallOptions options, ulong seed)
    {
        _options = options;
        _seed = seed;
        World = new VirtualWorld(seed);
        Server = new SimulatedServer(World);
        _router = Server.Worker.CreateRouter("router");
        Start = World.Now;
        _sampleAt = Start;
        Link = new Bottleneck(World, options.Link, Randomness.Split(seed, 1)) { Observer = Ledger };
        _return = new Bottleneck(World, options.Return, Randomness.Split(seed, 2));
        NetworkAddress publisher = NetworkAddress.FromIPv4(0x0A00_0001, 5000);
        _publisherTransport = CreateTransport("publisher", publisher, out NetworkAddress server);
        _publisher = new SourceHost(World, publisher, server);
        World.Network.Link(_publisher, Server).Conditions = options.Uplink;
        foreach (SourceOptions source in options.Sources)
        {
            AddSource(source);
        }

        for (int i = 0; i < options.Receivers.Count; i++)
        {
            int number = i;
            At(options.Receivers[i].JoinsAt, call => call.AddReceiver(number));
        }

        for (int i = 0; i < options.CrossFlows.Count; i++)
        {
            CrossFlows.Add(new CrossFlow(World, Link, options.CrossFlows[i], i, Randomness.Split(seed, 100 + (ulong)i)));
        }
    }

    public VirtualWorld World { get; }

    public SimulatedServer Server { get; }

    /// <summary>When the media began.</summary>
    public Timestamp Start { get; }

    public TimeSpan Time => World.Now - Start;

    public Bottleneck Link { get; }

    public TrafficLedger Ledger { get; } = new();

    public IReadOnlyList<MediaSource> Sources => _publisher.Sources;

    public List<CrossFlow> CrossFlows { get; } = [];

    public List<PlainTransportCore> Transports { get; } = [];

    public List<CongestedReceiver> Receivers { get; } = [];

    public List<ObservedConsumer> Consumers { get; } = [];

    /// <summary>What the transport of the first receiver believes to be available, ten times a second; null where it does not estimate.</summary>
    public List<double?> Estimates { get; } = [];

    /// <summary>Plans something for an instant since the start.</summary>
    public void At(TimeSpan time, Action<CongestedCall> action) => _events.Enqueue(action, ((Start + time).Microseconds, _events.Count));

    public void Run(TimeSpan duration)
    {
        Timestamp end = Start + duration;
        while (World.Now < end)
        {
            Timestamp next = Timestamp.Min(end, _sampleAt);
            next = _events.TryPeek(out _, out (long At, int) key) ? Timestamp.Min(next, new Timestamp(key.At)) : next;
            World.Run(next - World.Now);
            while (_events.TryPeek(out _, out key) && key.At <= World.Now.Microseconds)
            {
                _events.Dequeue()(this);
                Server.DrainEvents();
            }

            if (_sampleAt <= World.Now)
            {
                _sampleAt += SampleInterval;
                Estimates.Add(Transports.Count > 0 ? Transports[0].GetStats(World.Now).AvailableOutgoingBitrate : null);
            }
        }
    }

    public void Dispose() => Server.Dispose();

    private PlainTransportCore CreateTransport(string id, NetworkAddress remote, out NetworkAddress server)
    {
        PlainTransportCore transport = _router.CreatePlainTransport(new PlainTransportCoreOptions
        {
            Id = id,
            Listen = new ListenParameters(IPAddress.Parse("10.9.9.9"), 0, 0),
        });
        server = NetworkAddress.From(IPAddress.Parse(transport.Tuple.LocalAddress), transport.Tuple.LocalPort);
        transport.Connect(
            World.Now, remote.ToIPAddress(), remote.Port, rtcpPort: null, srtpParameters: null, isConfirmed: true, Server.Sink);
        return transport;
    }

    private void AddSource(SourceOptions options)
    {
        int number = _publisher.Sources.Count;
        RandomSource random = Randomness.Split(_seed, 10 + (ulong)number);
        uint ssrc = (uint)(10_000 * (number + 1));
        MediaSource source = options switch
        {
            VideoSourceOptions { IsScalable: true } video => new ScalableSource(World.Now, random, ssrc, video),
            VideoSourceOptions video => new SimulcastSource(World.Now, random, ssrc, video),
            AudioSourceOptions audio => new AudioSource(World.Now, random, ssrc, audio),
            _ => throw new NotSupportedException($"There is no source for {options}."),
        };
        _producers.Add(_publisherTransport.Produce(World.Now, SourceParameters.Producer($"producer-{number}", options, source)));
        _publisher.Sources.Add(source);
    }

    private void AddReceiver(int number)
    {
        ReceiverOptions options = _options.Receivers[number];
        NetworkAddress address = NetworkAddress.FromIPv4(0x0A01_0000u + (uint)number, 5000);
        PlainTransportCore transport = CreateTransport($"receiver-{number}", address, out NetworkAddress server);
        Transports.Add(transport);
        TimeSpan roundTripTime = _options.Link.Delay + _options.Return.Delay + (2 * options.ExtraDelay);
        var receiver = new CongestedReceiver(World, address, server, options, roundTripTime, Randomness.Split(_seed, 50 + (ulong)number));
        World.Network.SetRoute(Server, receiver, Link);
        World.Network.SetRoute(receiver, Server, _return);
        Link.SetExtraDelay(address, options.ExtraDelay);
        _return.SetExtraDelay(address, options.ExtraDelay);
        Ledger.AddReceiver(address, number);
        Receivers.Add(receiver);
        for (int i = 0; i < _producers.Count; i++)
        {
            Consume(transport, receiver, number, i);
        }
    }

    private void Consume(PlainTransportCore transport, CongestedReceiver receiver, int number, int source)
    {
        uint ssrc = (uint)(1_000_000 + (Consumers.Count * 10));
        ConsumerCoreOptions options = SourceParameters.Consumer(
            $"c{Consumers.Count}", _options.Sources[source], _producers[source], ssrc, _options.Receivers[number]);
        bool isVideo = _options.Sources[source] is VideoSourceOptions;
        options = options with { PreferredLayers = isVideo ? _options.Receivers[number].PreferredLayers : null };
        ReceivedVideo? video = null;
        if (isVideo)
        {
            video = new ReceivedVideo(ssrc, ssrc + 1, (byte)options.RtpParameters.Codecs[0].PayloadType);
            receiver.Videos.Add(video);
        }
        else
        {
            receiver.Audios.Add(new ReceivedStream(ssrc));
        }

        ConsumerCore consumer = transport.Consume(World.Now, _producers[source].Id, options, Server.Sink);
        var observed = new ObservedConsumer(Consumers.Count, number, consumer, _options.Sources[source], video);
        Consumers.Add(observed);
        Ledger.AddConsumer(observed);
    }
}
