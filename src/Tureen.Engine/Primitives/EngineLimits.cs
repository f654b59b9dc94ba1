namespace Tureen.Engine.Primitives;

/// <summary>Every bound of the engine, with its unit and its reason.</summary>
internal static class EngineLimits
{
    /// <summary>Bytes. The largest datagram that the engine takes: Ethernet's payload and some room for jumbo tunnels.</summary>
    public const int MaxDatagramLength = 2048;

    /// <summary>Bytes. The largest packet sent (mediasoup's MTU).</summary>
    public const int MtuLength = 1500;

    /// <summary>Bytes. The largest RTCP compound packet: MTU minus IPv6, UDP and SRTCP overhead (mediasoup's value).</summary>
    public const int MaxRtcpLength = 1292;

    /// <summary>Bytes. One slot of the packet pool: a datagram plus rewritten header extensions.</summary>
    public const int PacketSlotLength = 2048;

    /// <summary>Packets. Slots added to the pool at once.</summary>
    public const int PacketPoolChunk = 1024;

    /// <summary>Packets. 131,072 slots are 256 MiB per worker; packets beyond them are forwarded and not kept.</summary>
    public const int PacketPoolMaximum = 131_072;

    /// <summary>One of so many slots is kept for transports that hold few: 16,384 of the usual slab, 32 times the least share.</summary>
    public const int PacketReserveDivisor = 8;

    /// <summary>
    /// The packets of one receiving transport may hold one slot in this many, as long as a slot is free: 512 of the usual slab, a
    /// second and more of a good video.
    /// </summary>
    public const int LeastPacketShareDivisor = 256;

    /// <summary>
    /// Packets that each retransmission buffer behind a stream gives up, the oldest first, per packet that exceeds its transport's
    /// share: more than the one that comes, so that the share is reached soon.
    /// </summary>
    public const int PacketsGivenUpAtOnce = 2;

    /// <summary>Bytes. The longest value of a header extension element (RFC 8285 §4.3: a length of one byte).</summary>
    public const int MaxExtensionLength = 255;

    /// <summary>The highest id of a header extension element (RFC 8285 §4.3: an id of one byte).</summary>
    public const int MaxExtensionId = 255;

    /// <summary>
    /// Headers that a packet holds beside its first one, each for the consumers of one set of negotiated extensions. There are one or two
    /// sets as a rule; the headers of further sets are written for each consumer.
    /// </summary>
    public const int MaxPreparedHeaders = 3;

    /// <summary>Bytes. What ids above 14 add to a header: one byte for each of the ten extensions that are forwarded, up to whole words.</summary>
    public const int MaxRenumberedGrowth = 12;

    /// <summary>Bytes that a consumer's dependency descriptor may be longer: five flags and a bit for each decode target, and one byte of their rest.</summary>
    public const int MaxDependencyDescriptorGrowth = 6;

    /// <summary>Bytes. Longest MID that fits the space mediasoup reserves for it.</summary>
    public const int MaxMidLength = 8;

    /// <summary>Tuples of one ICE server (mediasoup's value).</summary>
    public const int MaxIceTuples = 8;

    /// <summary>Bytes. The largest STUN message taken; a binding needs some 100 (RFC 8489 §6.1 keeps it within the MTU).</summary>
    public const int MaxStunLength = 1280;

    /// <summary>Bytes. The longest USERNAME (RFC 5389 §15.3; RFC 8489 has 508, and nobody needs more than 80).</summary>
    public const int MaxStunUsernameLength = 512;

    /// <summary>Bytes. The longest REALM and the longest NONCE of a TURN server that are taken, so that a request with both and a user name fits.</summary>
    public const int MaxStunRealmLength = 256;

    /// <summary>STUN and TURN servers of one client transport; browsers advise against more than four.</summary>
    public const int MaxGatheringServers = 16;

    /// <summary>Addresses of peers that one TURN allocation sends to: one for each remote candidate.</summary>
    public const int MaxTurnPeers = MaxIceRemoteCandidates;

    /// <summary>Answers. How often in a row a TURN server may call its nonce stale (438) before the request has failed.</summary>
    public const int MaxStaleNonces = 3;

    /// <summary>Servers. How often a TURN server may name another one (300) before the allocation has failed.</summary>
    public const int MaxAlternateServers = 2;

    /// <summary>Bytes of the datagram to one peer that waits for its permission on a TURN server: a check or the start of a handshake.</summary>
    public const int MaxTurnPendingLength = 1280;

    /// <summary>Answers. STUN errors that one ICE server sends at once, so that it cannot serve as a reflector.</summary>
    public const int StunErrorBurst = 32;

    /// <summary>Answers per second. STUN errors of one ICE server after the burst.</summary>
    public const int StunErrorsPerSecond = 16;

    /// <summary>Events. Undrained events of one ICE server after which further requests are dropped.</summary>
    public const int MaxIceEvents = 256;

    /// <summary>Candidate pairs of one full ICE agent (RFC 8445 §6.1.2.5).</summary>
    public const int MaxIceCandidatePairs = 100;

    /// <summary>Addresses of the peer of one full ICE agent, from signaling and from checks.</summary>
    public const int MaxIceRemoteCandidates = 64;

    /// <summary>Requests of one full ICE agent that wait for their answers: one for each pair, and some that others have replaced.</summary>
    public const int MaxIceOpenChecks = 128;

    /// <summary>Fingerprints of a peer's certificate: five algorithms for each of six certificates.</summary>
    public const int MaxDtlsFingerprints = 32;

    /// <summary>
    /// Inbound SSRCs without state whose newest SRTP indices one transport remembers, so that packets recorded before are not taken again
    /// when the SSRC comes back (some 160 KB if full). Only authenticated packets bring one in.
    /// </summary>
    public const int MaxRememberedSrtpStreams = 4096;

    /// <summary>
    /// How long a path of a shared socket stays with the transport whose last ICE check came over it. Live peers check every 2 to 6 s; after
    /// this a NAT may have given the port to another.
    /// </summary>
    public static readonly TimeSpan SharedTupleHold = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the SSRC of a stream is silent before another one with the same MID or RID takes its place without a BYE. A live sender
    /// leaves no such gap while another SSRC under its name sends.
    /// </summary>
    public static readonly TimeSpan SourceSilence = TimeSpan.FromSeconds(1);

    /// <summary>Replacements of SSRCs and codecs of one producer at once: each makes a stream anew and requests a key frame.</summary>
    public const int SourceReplacementBurst = 32;

    /// <summary>Replacements per second of one producer after the burst; no sender restarts as often.</summary>
    public const int SourceReplacementsPerSecond = 4;

    /// <summary>
    /// Packets of one other codec that follow each other directly before their stream counts as changed over to it, so that a few that
    /// come between are no change.
    /// </summary>
    public const int CodecChangePackets = 3;

    /// <summary>
    /// How far a timestamp that a layer switch goes on with may lie outside of what was sent last and what the time since then adds to it.
    /// Encodings of one picture leave a sender well within it; what lies farther comes from a clock that is wrong.
    /// </summary>
    public static readonly TimeSpan MaxTimestampLeap = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Round trips that are taken from reports; longer ones come from wrong clocks, and would keep lost packets from being resent.
    /// </summary>
    public static readonly TimeSpan MaxRoundTrip = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far from its arrival a packet can have been captured. What a clock claims beyond it counts as unknown (mediasoup looks no
    /// farther from a Sender Report).
    /// </summary>
    public static readonly TimeSpan MaxCaptureDistance = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How far a Sender Report may differ from what the reports before it say of the peer's clock. Beyond it the clock was set anew, and the
    /// report is not used until most reports agree with it.
    /// </summary>
    public static readonly TimeSpan MaxReportedClockStep = TimeSpan.FromSeconds(2);

    /// <summary>Inbound SRTP streams of one transport, so that a new SSRC per packet cannot grow memory.</summary>
    public const int MaxSrtpStreams = 1024;

    /// <summary>Inbound SRTP streams of one pipe between routers: three encodings with RTX of each producer (some 5 MB).</summary>
    public const int MaxPipeSrtpStreams = 6 * MaxPipedProducers;

    /// <summary>Outbound SSRCs that one SRTP session remembers as used up (4 MB); then its transport takes no more consumers.</summary>
    public const int MaxRetiredSrtpStreams = 262_144;

    /// <summary>
    /// The first sequence number of any stream that is sent, RTX and probes included, is at most this one (2^15 − 1). A receiver of SRTP begins with
    /// rollover counter 0; were the first packets of a higher number lost, it could not know whether the number had wrapped (RFC 3711 §3.3.1).
    /// </summary>
    public const int MaxInitialSequence = 0x7FFF;

    /// <summary>RTP packets of one SSRC refused in a row before a higher rollover counter is tried, so that a few forged ones cause no search.</summary>
    public const int SrtpRefusedBeforeResync = 12;

    /// <summary>RTP packets. One of so many refused ones is tried with the higher rollover counter.</summary>
    public const int SrtpResyncInterval = 4;

    /// <summary>RTP packets. SRTP replay window (mediasoup's value).</summary>
    public const int SrtpReplayWindow = 1024;

    /// <summary>Packets. Longest retransmission buffer of one stream (mediasoup's value).</summary>
    public const int MaxRetransmissionItems = 2500;

    /// <summary>Bytes. The longest CNAME: the length of an SDES item is one byte (RFC 3550 §6.5).</summary>
    public const int MaxCnameLength = 255;

    /// <summary>
    /// Packets that NACKs may make a stream send again per round trip even if it sent less itself, so that a flood of NACKs
    /// gains no more than the stream's own rate or 5 Mbit/s.
    /// </summary>
    public const int MinRetransmissionsPerRoundTrip = 50;

    /// <summary>Packets. Arrivals of one transport that feedback can still report: half a second at 16,000 packets per second.</summary>
    public const int MaxArrivalWindow = 8192;

    /// <summary>Packets. Sent ones of one transport that a report can still name: 1.6 seconds at 50 Mbit/s (96 KiB).</summary>
    public const int MaxSentPacketHistory = 8192;

    /// <summary>Packets. Video of one transport that waits for its turn on a path that carries less: half a second at 4000 packets per second.</summary>
    public const int MaxPacedPackets = 2000;

    /// <summary>Bytes. The same: half a second at 33 Mbit/s. The oldest frame of the least important video goes beyond it.</summary>
    public const int MaxPacedBytes = 2 * 1024 * 1024;

    /// <summary>Sources that one REMB names; more share the first ones' estimate unnamed.</summary>
    public const int MaxRembSources = 64;

    /// <summary>Numbers. Dropped inputs that a sequence rewriter remembers; older ones can no longer arrive (8 KiB per consumer).</summary>
    public const int MaxDroppedSequenceNumbers = 4096;

    /// <summary>Bytes. The largest DTLS datagram sent in a handshake (mediasoup's value).</summary>
    public const int DtlsMtu = 1350;

    /// <summary>Bytes. The longest inbound DTLS handshake message, whose certificates are the longest part of it.</summary>
    public const int MaxDtlsHandshakeLength = 16_384;

    /// <summary>Encrypted DTLS records that may overtake the end of a handshake; OpenSSL keeps each in about 17 kB.</summary>
    public const int MaxDtlsEarlyRecords = 32;

    /// <summary>Bytes. Decrypted DTLS application data that waits to be read; a datagram is read out before the next.</summary>
    public const int DtlsApplicationBufferLength = 8192;

    /// <summary>Requests. PLIs and FIRs of one consumer that reach its producer at once.</summary>
    public const int KeyFrameRequestBurst = 8;

    /// <summary>Requests per second of one consumer after the burst: more key frames would cost all other consumers their quality.</summary>
    public const int KeyFrameRequestsPerSecond = 4;

    /// <summary>Events. Changes of a producer's video orientation that are raised at once.</summary>
    public const int OrientationEventBurst = 8;

    /// <summary>Events per second after the burst; nobody turns a phone faster.</summary>
    public const int OrientationEventsPerSecond = 4;

    /// <summary>Events. Changes of a transport's selected tuple that are raised at once.</summary>
    public const int SelectedTupleEventBurst = 8;

    /// <summary>Events per second after the burst; of the changes in between, only the last is raised.</summary>
    public const int SelectedTupleEventsPerSecond = 4;

    /// <summary>Bytes. The largest RTCP compound packet that an application may inject (mediasoup's value).</summary>
    public const int MaxInjectedRtcpLength = 1600;

    /// <summary>Events. Messages of one data consumer that found no room, raised at once.</summary>
    public const int SendBufferFullEventBurst = 8;

    /// <summary>Events per second after the burst; with a peer that reads nothing, no message finds room.</summary>
    public const int SendBufferFullEventsPerSecond = 4;

    /// <summary>
    /// Key frame requests without an answer, a second apart while packets come, after which a consumer reports that it withholds its media and
    /// goes on without a key frame: both request and answer can be lost some times in a row, and a camera answers at its next picture.
    /// </summary>
    public const int MaxKeyFrameAttempts = 5;

    /// <summary>
    /// How long an encoding of simulcast waits for the Sender Report by which its timestamps are placed beside the others': two of the longest
    /// intervals between reports (RFC 3550 §6.2). Then it is placed by arrival, since some senders never report.
    /// </summary>
    public static readonly TimeSpan MaxSenderReportWait = TimeSpan.FromSeconds(10);

    /// <summary>Parameter sets kept of one H264 stream. Encoders use one or two of each kind; a stream may have 32 and 256.</summary>
    public const int MaxParameterSets = 16;

    /// <summary>Bytes. The longest parameter set kept: it has to fit one packet. Usual ones have 5 to 50.</summary>
    public const int MaxParameterSetLength = 1024;

    /// <summary>Bytes. All parameter sets kept of one stream; four of the longest.</summary>
    public const int MaxParameterSetBytes = 4096;

    /// <summary>
    /// How long a packet waits for the one that says which frame it belongs to: some round trips, in which a lost one is sent again. Without
    /// it the frame cannot be decoded.
    /// </summary>
    public static readonly TimeSpan MaxUnplacedAge = TimeSpan.FromMilliseconds(500);

    /// <summary>Packets that wait so in all streams of one producer.</summary>
    public const int MaxUnplacedPackets = 64;

    /// <summary>Packets that a consumer keeps while it waits for a key frame (mediasoup's target layer buffer).</summary>
    public const int MaxHeldPackets = 30;

    /// <summary>Producers and data producers that one pipe between routers carries in one direction: what the largest rooms need.</summary>
    public const int MaxPipedProducers = 4096;

    /// <summary>Bytes of a pipe's own messages that may wait to be sent when those of clients fill their share: some thousands.</summary>
    public const int PipeControlBuffer = 64 * 1024;

    /// <summary>Answers that wait because a pipe's association takes nothing more; the other end repeats nothing, but may ask for what is gone.</summary>
    public const int MaxPipeMessagesWaiting = 2 * MaxPipedProducers;

    /// <summary>How often the ends of a pipe give a sign of life, at least; six times in the time that the other one waits.</summary>
    public static readonly TimeSpan PipeKeepAliveInterval = TimeSpan.FromSeconds(1);

    /// <summary>Faults. Exceptions of one transport in a row, without a datagram handled between them, that close it.</summary>
    public const int MaxFaultsInRow = 3;

    /// <summary>Faults. Exceptions of one transport or consumer at once that are tolerated; each costs some 20 to 100 µs.</summary>
    public const int FaultBurst = 16;

    /// <summary>Faults per second of one transport or consumer that are tolerated after the burst; more close it.</summary>
    public const int FaultsPerSecond = 1;

    /// <summary>Lines. Faults of a worker that are logged at once, each with its stack.</summary>
    public const int FaultLogBurst = 8;

    /// <summary>Lines per second after the burst, so that a peer cannot fill a disk.</summary>
    public const int FaultLogsPerSecond = 1;

    /// <summary>Deadlines that one call runs beyond one for each that was waiting: two that keep arming each other end there.</summary>
    public const int ExtraDeadlinesPerCall = 64;

    /// <summary>How long a deadline that threw waits before it is run again.</summary>
    public static readonly TimeSpan FaultPause = TimeSpan.FromMilliseconds(100);
}
