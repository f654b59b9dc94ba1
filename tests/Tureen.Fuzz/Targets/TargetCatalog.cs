using Tureen.Fuzz.Driver;

namespace Tureen.Fuzz.Targets;

/// <summary>All targets. A new one is one class and one line here.</summary>
internal static class TargetCatalog
{
    public static IReadOnlyList<TargetEntry> All { get; } =
    [
        new("media", "datagrams to producers of every codec, with consumers of every type behind them", static () => new MediaTarget()),
        new("rtcp", "RTCP compounds of senders and receivers in the midst of a call", static () => new RtcpTarget()),
        new("feedback", "reports and estimates of a hostile receiver to congestion control", static () => new FeedbackTarget()),
        new("sctp", "SCTP packets to an association with data producers and consumers behind it", static () => new SctpTarget()),
        new("association", "two associations that talk, over packets that are lost and changed", static () => new AssociationTarget()),
        new("data", "messages of data channels and pipes, with data consumers of every type behind them", static () => new DataTarget()),
        new("stun", "STUN to a WebRtcServer with transports", static () => new StunTarget()),
        new("dtls", "DTLS records at any step of a handshake", static () => new DtlsTarget()),
        new("tcp", "streams of frames (RFC 4571)", static () => new TcpTarget()),
        new("channel", "an application's messages to the worker program", static () => new ChannelTarget()),
        new("ortc", "parameters as JSON, and packets to what they make", static () => new OrtcTarget()),
        new("sdp", "offers of WHIP and WHEP, and packets to what they make", static () => new SdpTarget()),
        new("protoo", "frames of protoo and their data", static () => new ProtooTarget()),
        new("http", "path, query and body of requests to the room server", static () => new HttpTarget()),
        new("v2", "messages of mediasoup v2 to a room and its peers", static () => new V2Target()),
    ];

    /// <exception cref="FuzzOptionException">There is no such target.</exception>
    public static TargetEntry Find(string name) =>
        All.FirstOrDefault(entry => entry.Name == name) ?? throw new FuzzOptionException($"no target {name}; --list shows them");
}
