using System.Text;

namespace Tureen.Fuzz.Targets;

/// <summary>Words of JSON, of ORTC and of the room server's messages.</summary>
internal static class JsonTokens
{
    public static IReadOnlyList<byte[]> All { get; } =
    [
        .. """
        null true false -1 0 1.5 1e400 99999999999 2147483648 4294967295 255 256 "" "\ud800" "\u0000" [] {} [[[[[[[[ {"a": , : [ ] { } "
        "mid" "codecs" "mimeType" "payloadType" "clockRate" "channels" "parameters" "apt" "rtcpFeedback" "type" "parameter" "headerExtensions"
        "uri" "id" "encrypt" "encodings" "ssrc" "rid" "rtx" "codecPayloadType" "dtx" "scalabilityMode" "maxBitrate" "rtcp" "cname" "reducedSize"
        "kind" "preferredPayloadType" "direction" "audio" "video" "video/VP8" "video/VP9" "video/AV1" "video/H264" "video/rtx" "audio/opus"
        "packetization-mode" "profile-level-id" "L3T3" "L1T2" "S3T3" "L8T8" "L3T3_KEY"
        "request" "response" "notification" "method" "data" "ok" "errorCode" "errorReason" "target" "peer" "room" "peerName" "rtpCapabilities"
        "join" "queryRoom" "createTransport" "createProducer" "transportId" "producerId" "displayName" "device" "name" "sctpCapabilities"
        """.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(Encoding.UTF8.GetBytes),
    ];
}
