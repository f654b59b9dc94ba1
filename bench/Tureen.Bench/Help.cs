namespace Tureen.Bench;

/// <summary>The help texts of all commands.</summary>
internal static class Help
{
    public const string Usage = """
        usage: dotnet run -c Release --project bench/Tureen.Bench -- COMMAND [options]

        commands
          fanout   a worker over real sockets, against sending as many encrypted packets without an SFU
          data     messages through a worker over real sockets, against sending as many DTLS records
          engine   the engine without the kernel, against encrypting as many packets
          layers   simulcast and scalable consumers, against simple ones
          sctp     one association between two ends in memory
          congestion  bad and changing links in virtual time: how much of them is used, and how well
          transports  a thousand WebRtcTransports created, connected and closed: time and memory
          memory   a consumer's memory, idle and with traffic
          rooms    the memory of a participant without media, and how long joining takes
          worker   the drop-in mediasoup-worker: its start and its memory
          micro    single pieces of the media path: nanoseconds and allocated bytes

        COMMAND --help lists a command's options; docs/BENCHMARKS.md explains how to read the figures.
        """;

    private const string Fanout = """
        fanout: each publisher sends 30 frames/s of 10 packets of 1,200 bytes; each consumer gets every publisher. In a room of 20, everybody
        sends 50 packets/s of audio to everybody else; in a room of 12, everybody sends video.
        One line per configuration: CPU time of the worker's thread per packet sent, those of kernel and cipher alone, and the ratio to both together.

          --consumers N[,N…]   receivers of each publisher, one configuration each (1,10,50,100)
          --producers N        publishers (1)
          --profiles P[,P…]    SRTP profiles: gcm128, gcm256, cm80, cm32 (gcm128)
          --spacing S[,S…]     burst: the packets of a frame come at once; even: over the whole interval (burst,even)
          --loads L[,L…]       fans: publishers to consumers; rooms: both rooms (fans)
          --sink S[,S…]        loopback: the packets are received; device: a network device drops them (loopback)
          --seconds N          measured seconds of each configuration (5)
          --warm-up N          seconds before that at the usual speed (1)
          --separate           a publisher's packets leave one by one, so that the worker may wake amid a frame
        """;

    private const string Data = """
        data: one peer sends messages by SCTP over DTLS to one data producer; each data consumer's peer gets them all.
        As fast as the slowest consumer allows; worker and floor run in turn, second by second. One line per configuration:
        messages received per second, and per CPU second of the worker's thread; bytes that it allocates per message received;
        CPU time per datagram sent of worker and floor, and their ratio.

          --consumers N[,N…]   data consumers, one configuration each (1,10,100)
          --length N           bytes of a message (1000); from about 1,160 on it takes two datagrams
          --seconds N          measured seconds of each configuration (5)
        """;

    private const string Engine = """
        engine: a frame of 10 packets through the engine into a send batch that goes nowhere, against encrypting as many.

          --consumers N[,N…]   receivers, one configuration each (1,10,50,100)
          --seconds N          measured seconds of each configuration (5)
        """;

    private const string Layers = """
        layers: packets through a producer to nine consumers of each type, without encryption and sockets. It has no options.
        """;

    private const string Transports = """
        transports: 1,000 WebRtcTransports created, connected by simulated clients and closed, in four rounds. Times are those of one
        thread and, for connecting, of both ends. It has no options.
        """;

    private const string Memory = """
        memory: consumers with a PlainTransport each, idle and with video of which the receiver requests every hundredth packet again.

          --consumers N        consumers (100)
          --frames N[,N…]      frames of 10 packets per second, one configuration each (30,120)
          --seconds N          of traffic (6)
        """;

    private const string Rooms = """
        rooms: an application with rooms, whose peers another process connects: managed memory for each peer when it is connected, has joined,
        and has two transports, without media.

          --peers N            peers (500)
          --sizes N[,N…]       peers in each room, one configuration each (2,500)
        """;

    private const string Sctp = """
        sctp: one association between two ends in memory, in virtual time with a round trip of 20 ms, without DTLS.
        CPU time is that of both ends together.

          --lengths N[,N…]     bytes of a message, one configuration each (50,1200,16384,262144)
          --loss N[,N…]        percent of packets lost in each direction (0,1)
          --seconds N          measured seconds of each configuration (3)
        """;

    private const string Congestion = """
        congestion: a publisher, a worker and receivers behind a bottleneck, in virtual time. One line per scenario with the worst of all seeds
        for each measure, and the goals that a run missed.

          --scenarios S[,S…]   such as C04, which has its variants C04-… with it (all)
          --seeds N            runs each scenario with N seeds (10)
          --first N            the first of them, whose chart is drawn (1)
          --out FOLDER         writes scoreboard.md and a chart of each scenario there
          --uncontrolled       with receivers that report nothing about the path: what it would be without any control
          --list               prints the scenarios and runs none
        """;

    private const string Worker = """
        worker: starts a published mediasoup-worker again and again, as mediasoup does, and lets it end.

          --program PATH   the worker (artifacts/worker/mediasoup-worker)
          --starts N       how often (11)
        """;

    private const string Micro = """
        micro [FILTER]: the benchmarks whose Class.Method contains FILTER, ignoring case; all without one.

          --list      prints their names and runs none
          --verbose   prints every step of BenchmarkDotNet
        """;

    /// <summary>The options of one command; null for an unknown command.</summary>
    public static string? Of(string command) => command switch
    {
        "fanout" => Fanout,
        "data" => Data,
        "engine" => Engine,
        "layers" => Layers,
        "sctp" => Sctp,
        "transports" => Transports,
        "memory" => Memory,
        "rooms" => Rooms,
        "congestion" => Congestion,
        "worker" => Worker,
        "micro" => Micro,
        _ => null,
    };
}
