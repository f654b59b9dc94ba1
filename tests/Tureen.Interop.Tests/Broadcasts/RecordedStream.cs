using System.Globalization;
using System.Text.Json.Nodes;

namespace Tureen.Interop.Tests.Broadcasts;

/// <summary>A stream of a room that is sent to a port of this machine.</summary>
/// <param name="ConsumerId">Resumed when the program listens.</param>
/// <param name="Kind">Audio or video.</param>
/// <param name="Port">For RTP; the next one is for RTCP.</param>
/// <param name="Codec">That of the consumer.</param>
internal sealed record RecordedStream(string ConsumerId, string Kind, int Port, JsonNode Codec)
{
    public string EncodingName => Codec["mimeType"]!.GetValue<string>().Split('/')[1].ToUpperInvariant();

    public int PayloadType => Codec["payloadType"]!.GetValue<int>();

    public int ClockRate => Codec["clockRate"]!.GetValue<int>();

    /// <summary>Its part of an SDP file (RFC 8866).</summary>
    public string ToSdp()
    {
        string channels = Codec["channels"] is { } count ? string.Create(CultureInfo.InvariantCulture, $"/{count}") : "";
        return $"m={Kind} {Port} RTP/AVP {PayloadType}\na=rtpmap:{PayloadType} {Codec["mimeType"]!.GetValue<string>().Split('/')[1]}/{ClockRate}{channels}\n";
    }
}
