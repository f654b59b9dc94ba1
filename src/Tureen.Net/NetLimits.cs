namespace Tureen.Net;

/// <summary>Every bound of the machine's side, with its unit and its reason.</summary>
internal static class NetLimits
{
    /// <summary>Datagrams taken from one socket by one call: enough to spread its cost, few enough to stay in cache.</summary>
    public const int ReceiveBatch = 64;

    /// <summary>Datagrams handled in one turn before deadlines, commands and the send batch get their chance.</summary>
    public const int DatagramsPerTurn = 256;

    /// <summary>Commands run in one turn, so that a flood of them cannot starve the media.</summary>
    public const int CommandsPerTurn = 256;

    /// <summary>Sockets reported ready by one wait.</summary>
    public const int ReadySockets = 64;

    /// <summary>Packets gathered before the send batch leaves by itself.</summary>
    public const int SendBatchPackets = 1024;

    /// <summary>Bytes gathered before the send batch leaves by itself: 1024 packets of usual video size.</summary>
    public const int SendArenaLength = 1_310_720;

    /// <summary>Messages handed to the kernel by one <c>sendmmsg</c>.</summary>
    public const int SendMessages = 128;

    /// <summary>Packets in one segmented message (the kernel's UDP_MAX_SEGMENTS before 6.9).</summary>
    public const int MaxSegments = 64;

    /// <summary>Bytes. The largest payload of one UDP message over IPv4.</summary>
    public const int MaxUdpPayload = 65_507;

    /// <summary>Bytes that wait in each direction of a link between two workers: some 30 ms of 300 Mbit/s.</summary>
    public const int LinkBytes = 1_048_576;

    /// <summary>Bytes that one TCP connection's packets may wait for the peer: some 100 ms of 20 Mbit/s.</summary>
    public const int TcpSendBytes = 262_144;

    /// <summary>Bytes read at once from a TCP connection, and the least that its send buffer has.</summary>
    public const int TcpReceiveBytes = 8192;

    /// <summary>Connections that one listener holds; each costs some 10 KB and a descriptor.</summary>
    public const int TcpConnectionsPerListener = 4096;

    /// <summary>Connections that the system keeps until they are accepted.</summary>
    public const int TcpBacklog = 512;

    /// <summary>Connections that one dialer has: one for each passive TCP candidate of a peer.</summary>
    public const int TcpDialedConnections = 64;

    /// <summary>Bytes that wait in each direction of a TLS connection to a TURN server: some 100 ms of 20 Mbit/s.</summary>
    public const int TlsQueueBytes = 262_144;

    /// <summary>Bytes read at once from a TLS connection: one record.</summary>
    public const int TlsReadBytes = 16_384;

    /// <summary>Connections accepted from one listener in one turn.</summary>
    public const int TcpAcceptsPerTurn = 16;

    /// <summary>Faults. Exceptions in a row while one socket is read, after which it is closed.</summary>
    public const int MaxSocketFaultsInRow = 16;

    /// <summary>Ticks. A tick of the watchdog that is later than this many is not counted, because the process stood still too.</summary>
    public const int LateTicks = 2;

    /// <summary>
    /// Connections that one address (IPv6: one /64) has to one listener: a quarter, which is room for several hundred people behind one
    /// address.
    /// </summary>
    public const int TcpConnectionsPerAddress = 1024;

    /// <summary>
    /// Of these, connections that have brought no authenticated ICE check. One more displaces the oldest of the same address, which had
    /// the time of so many new ones to bring its check.
    /// </summary>
    public const int TcpWaitingPerAddress = 256;

    /// <summary>Connections without an authenticated ICE check that one listener closes in one turn.</summary>
    public const int TcpClosesPerTurn = 64;

    /// <summary>How long a turn of a loop may take unless set otherwise; a usual one takes less than 10 ms.</summary>
    public static readonly TimeSpan WatchdogTimeout = TimeSpan.FromSeconds(5);

    /// <summary>The shortest such time that may be set, so that a busy machine does not count as a fault.</summary>
    public static readonly TimeSpan MinWatchdogTimeout = TimeSpan.FromSeconds(1);

    /// <summary>How often the watchdog looks at the loops: a twentieth of the time, so that it is exact to some 5 %.</summary>
    public static readonly TimeSpan WatchdogTick = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long a connection may go without an authenticated ICE check. A peer sends one as soon as it is connected; this time leaves room
    /// for two retransmissions of TCP.
    /// </summary>
    public static readonly TimeSpan TcpAuthenticationTime = TimeSpan.FromSeconds(5);

    /// <summary>How long opening a TLS connection may take, with the handshake.</summary>
    public static readonly TimeSpan TlsConnectTime = TimeSpan.FromSeconds(9);

    /// <summary>How long a listener accepts nothing when the system has no descriptor or memory for it.</summary>
    public static readonly TimeSpan TcpAcceptPause = TimeSpan.FromSeconds(1);

    /// <summary>Destinations of one socket whose refusals are remembered; then the oldest is forgotten and has to be refused again.</summary>
    public const int SegmentRefusals = 256;

    /// <summary>How long a size that the kernel refused to segment (its path is narrower) is not tried again.</summary>
    public static readonly TimeSpan SegmentRefusalMemory = TimeSpan.FromSeconds(10);

    /// <summary>How often the loop reads the CPU time of its thread, which costs a system call.</summary>
    public static readonly TimeSpan CpuTimeInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Ports that one request tries. Taken ones are set aside and not tried again while others are left, so that more would only cost
    /// the media thread time: some 5 us each, or 20 us with the base library's sockets.
    /// </summary>
    public const int PortTries = 32;

    /// <summary>Sets of free ports (protocol, address and range) of one worker, 100 KB each for the default range.</summary>
    public const int PortSets = 64;

    /// <summary>The longest wait of an idle loop.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);
}
