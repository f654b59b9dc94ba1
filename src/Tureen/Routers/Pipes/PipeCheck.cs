using Tureen.Engine.Transports.Data;
using Tureen.Engine.Transports.Pipes;
using Tureen.Ortc;

namespace Tureen;

/// <summary>Checks the values that travel between the ends of a pipe, which another machine has made.</summary>
internal static class PipeCheck
{
    /// <summary>The shortest silence that can mean that the other end is lost; a worker may be busy for less.</summary>
    public static readonly TimeSpan MinTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest time that makes sense to wait for anything.</summary>
    public static readonly TimeSpan MaxTimeout = TimeSpan.FromHours(1);

    /// <summary>The port of every association, inside the pipe's datagrams.</summary>
    private const int SctpPort = 5000;

    /// <summary>Characters of an id.</summary>
    private const int MaxIdLength = 255;

    /// <summary>Characters of a label or protocol, as long as a data channel's can be (RFC 8832 §5.1).</summary>
    private const int MaxTextLength = 65535;

    /// <exception cref="MediasoupTypeException">An option is wrong.</exception>
    public static void Options(RouterPipeOptions options)
    {
        Check.Given(options);
        Check.That(options.EnableSctp, "invalid enableSctp false, a pipe needs SCTP");
        MessageSize(options.MaxSendMessageSize, "maxSendMessageSize");
        MessageSize(options.MaxReceiveMessageSize, "maxReceiveMessageSize");
        Timeout(options.ConnectTimeout, "connectTimeout");
        Timeout(options.PeerTimeout, "peerTimeout");
        TransportListenInfo info = Check.Given(options.ListenInfo, "listenInfo");
        string? announced = ListenInfoCheck.AnnouncedAddress(info);
        Check.That(
            announced is null || ListenInfoCheck.TryParseIp(announced, out _),
            $"invalid listenInfo.announcedAddress '{announced}', a pipe needs an IP address");
        ListenInfoCheck.RequireReachable(info, ListenInfoCheck.Resolve(info).Address, announced);
    }

    /// <summary>Checks the parts of an offer that the transport does not check, and returns the id.</summary>
    /// <exception cref="MediasoupTypeException">A part is wrong.</exception>
    public static Guid Offer(PipeOffer offer)
    {
        Check.Given(offer);
        Version(offer.Version);
        ListenInfoCheck.RemoteIp(Check.Given(offer.Ip, "ip"));
        Check.That(offer.Port is > 0 and <= ushort.MaxValue, $"invalid port {offer.Port}, not within 1..65535");
        SrtpCryptoSuite suite = Check.Given(offer.SrtpParameters, "srtpParameters").CryptoSuite;
        Check.That(
            suite == SrtpCryptoSuite.AeadAes256Gcm, $"invalid srtpParameters.cryptoSuite '{suite}', not '{SrtpCryptoSuite.AeadAes256Gcm}'");
        Check.Given(offer.SctpParameters, "sctpParameters");
        Check.That(
            offer.SctpParameters.Port == SctpPort, $"invalid sctpParameters.port {offer.SctpParameters.Port}, not {SctpPort}");
        Timeout(TimeSpan.FromMilliseconds(offer.PeerTimeoutMs), "peerTimeoutMs");
        return PipeId(offer.PipeId);
    }

    /// <exception cref="MediasoupTypeException">A part is wrong.</exception>
    public static void Piped(PipedProducer piped)
    {
        Check.Given(piped);
        Version(piped.Version);
        PipeId(piped.PipeId);
        Number(piped.Number);
        Id(piped.ProducerId, "producerId");
        Check.Defined(piped.Kind, "kind");
        int encodings = Check.Given(piped.RtpParameters, "rtpParameters").Encodings.Count;
        Check.That(
            encodings is > 0 and <= PipeMessage.MaxScores,
            $"invalid rtpParameters.encodings, {encodings} of them, not within 1..{PipeMessage.MaxScores}");
    }

    /// <exception cref="MediasoupTypeException">A part is wrong.</exception>
    public static void Piped(PipedDataProducer piped)
    {
        Check.Given(piped);
        Version(piped.Version);
        PipeId(piped.PipeId);
        Number(piped.Number);
        Id(piped.DataProducerId, "dataProducerId");
        Text(piped.Label, "label");
        Text(piped.Protocol, "protocol");
        int streamId = Check.Given(piped.SctpStreamParameters, "sctpStreamParameters").StreamId;
        Check.That(
            streamId != TransportData.ControlStreamId,
            $"invalid sctpStreamParameters.streamId {streamId}, which carries the pipe's own messages");
    }

    private static void MessageSize(int size, string name) =>
        Check.That(size >= PipeMessage.MaxLength, $"invalid {name} {size}, the pipe's own messages have up to {PipeMessage.MaxLength} bytes");

    private static void Version(int version) =>
        Check.That(version == PipeOffer.CurrentVersion, $"invalid version {version}, not {PipeOffer.CurrentVersion}");

    private static Guid PipeId(string pipeId)
    {
        Check.That(Guid.TryParseExact(pipeId, "D", out Guid id), $"invalid pipeId '{Shorten(pipeId)}', not a UUID");
        return id;
    }

    private static void Number(uint number) => Check.That(number > 0, "invalid number 0, the first is 1");

    private static void Id(string id, string name) =>
        Check.That(id is { Length: > 0 and <= MaxIdLength }, $"invalid {name} '{Shorten(id)}', not within 1..{MaxIdLength} characters");

    private static void Text(string text, string name) =>
        Check.That(
            Check.Given(text, name).Length <= MaxTextLength, $"invalid {name} of {text.Length} characters, more than {MaxTextLength}");

    private static void Timeout(TimeSpan timeout, string name) =>
        Check.That(timeout >= MinTimeout && timeout <= MaxTimeout, $"invalid {name} {timeout}, not within {MinTimeout}..{MaxTimeout}");

    private static string Shorten(string? text) => text is { Length: > MaxIdLength } ? $"{text[..MaxIdLength]}…" : $"{text}";
}
