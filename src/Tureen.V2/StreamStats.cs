using System.Text.Json.Nodes;

namespace Tureen.V2;

/// <summary>Statistics of streams as v2 names them.</summary>
internal static class StreamStats
{
    /// <param name="stats">The statistics of the engine.</param>
    /// <param name="transportId">Of the object itself.</param>
    /// <param name="sourceTransportId">Of the producer, for its part of a consumer's statistics.</param>
    /// <param name="hasSource">Whether the result includes the producer's stream.</param>
    /// <param name="outboundId">The id of what is sent.</param>
    public static JsonArray ToJson(
        IEnumerable<RtpStats> stats,
        int? transportId,
        int? sourceTransportId = null,
        bool hasSource = true,
        string? outboundId = null)
    {
        RtpStats[] all = [.. stats];
        InboundRtpStats? inbound = hasSource ? all.OfType<InboundRtpStats>().FirstOrDefault() : null;
        JsonArray json = [];
        if (outboundId is null)
        {
            foreach (RtpStats one in all)
            {
                json.Add((JsonNode)Describe(one, IdOf(one), transportId).WithOptional("jitter", one.Jitter));
            }

            return json;
        }

        if (inbound is not null)
        {
            json.Add((JsonNode)Describe(inbound, IdOf(inbound), sourceTransportId).WithOptional("jitter", inbound.Jitter));
        }

        foreach (OutboundRtpStats outbound in all.OfType<OutboundRtpStats>())
        {
            json.Add((JsonNode)Describe(outbound, outboundId, transportId)
                .WithOptional("roundTripTime", outbound.RoundTripTime ?? 0)
                .WithOptional("inboundRtpId", inbound is null ? null : IdOf(inbound)));
        }

        return json;
    }

    /// <summary>Stays the same as long as the stream.</summary>
    private static string IdOf(RtpStats stats) => $"{stats.Kind.ToText()}-{stats.Ssrc:x8}";

    private static JsonObject Describe(RtpStats stats, string id, int? transportId)
    {
        JsonObject json = new()
        {
            ["id"] = id,
            ["type"] = stats.Type,
            ["timestamp"] = stats.Timestamp,
            ["ssrc"] = stats.Ssrc,
            ["mediaType"] = stats.Kind.ToText(),
            ["kind"] = stats.Kind.ToText(),
            ["mimeType"] = stats.MimeType,
            ["packetCount"] = stats.PacketCount,
            ["byteCount"] = stats.ByteCount,
            ["bitrate"] = stats.Bitrate,
            ["packetsLost"] = stats.PacketsLost,
            ["fractionLost"] = stats.FractionLost,
            ["packetsDiscarded"] = stats.PacketsDiscarded,
            ["packetsRepaired"] = stats.PacketsRepaired,
            ["firCount"] = stats.FirCount,
            ["pliCount"] = stats.PliCount,
            ["nackCount"] = stats.NackCount,
            ["sliCount"] = 0,
        };
        return json.WithOptional("transportId", transportId);
    }
}
