using Tureen.Client.Native.Sessions;
using Tureen.Client.Native.Tracks;
using Tureen.Ortc;

namespace Tureen.Client.Native.Stats;

/// <summary>What the engine counts, as a browser reports it.</summary>
internal static class StatsReport
{
    /// <summary>The engine has it as one byte (RFC 3550 §6.4.1).</summary>
    private const double FractionLostUnit = 256;

    private const double MillisecondsPerSecond = 1000;

    public static async Task<RtcStatsReport> OfTransportAsync(
        NativeEnds ends, IReadOnlyList<SentTrack> sent, IReadOnlyList<RemoteTrack> received)
    {
        TransportStats transport = (await ends.Client.GetStatsAsync().ConfigureAwait(false))[0];
        using var writer = new StatsWriter();
        AddTransport(writer, (WebRtcTransportStats)transport);
        foreach (SentTrack track in sent)
        {
            Add(writer, await track.Consumer.GetStatsAsync().ConfigureAwait(false), track);
        }

        foreach (RemoteTrack track in received)
        {
            Add(writer, await track.Producer.GetStatsAsync().ConfigureAwait(false), track);
        }

        return writer.Finish();
    }

    public static async Task<RtcStatsReport> OfSenderAsync(SentTrack track)
    {
        using var writer = new StatsWriter();
        Add(writer, await track.Consumer.GetStatsAsync().ConfigureAwait(false), track);
        return writer.Finish();
    }

    public static async Task<RtcStatsReport> OfReceiverAsync(RemoteTrack track)
    {
        using var writer = new StatsWriter();
        Add(writer, await track.Producer.GetStatsAsync().ConfigureAwait(false), track);
        return writer.Finish();
    }

    private static void AddTransport(StatsWriter writer, WebRtcTransportStats stats)
    {
        TransportTupleInfo? tuple = stats.IceSelectedTuple;
        writer.Add(
            "transport",
            "T",
            stats.Timestamp,
            ("bytesSent", stats.BytesSent),
            ("bytesReceived", stats.BytesReceived),
            ("iceRole", "controlling"),
            ("iceState", stats.IceState.ToWireString()),
            ("dtlsState", stats.DtlsState.ToWireString()),
            ("selectedCandidatePairId", tuple is null ? null : "CP"));
        if (tuple is null)
        {
            return;
        }

        writer.Add(
            "candidate-pair",
            "CP",
            stats.Timestamp,
            ("transportId", "T"),
            ("localCandidateId", "LC"),
            ("remoteCandidateId", "RC"),
            ("state", "succeeded"),
            ("nominated", stats.IceState == IceState.Completed),
            ("bytesSent", stats.BytesSent),
            ("bytesReceived", stats.BytesReceived),
            ("availableOutgoingBitrate", stats.AvailableOutgoingBitrate));
        AddCandidate(writer, stats.Timestamp, ("local-candidate", "LC"), (tuple.LocalAddress, tuple.LocalPort, tuple.Protocol));
        AddCandidate(writer, stats.Timestamp, ("remote-candidate", "RC"), (tuple.RemoteIp, tuple.RemotePort, tuple.Protocol));
    }

    private static void AddCandidate(
        StatsWriter writer, long timestamp, (string Type, string Id) entry, (string? Address, long? Port, TransportProtocol Protocol) at) => writer.Add(
        entry.Type,
        entry.Id,
        timestamp,
        ("transportId", "T"),
        ("address", at.Address),
        ("port", at.Port),
        ("protocol", at.Protocol.ToWireString()),
        ("candidateType", "host"));

    private static void Add(StatsWriter writer, IReadOnlyList<RtpStats> all, SentTrack track)
    {
        double clockRate = track.Consumer.RtpParameters.Codecs[0].ClockRate;
        foreach (OutboundRtpStats stats in all.OfType<OutboundRtpStats>())
        {
            string remoteId = $"RI{stats.Ssrc}";
            writer.Add(
                "outbound-rtp",
                $"O{stats.Ssrc}",
                stats.Timestamp,
                ("transportId", "T"),
                ("remoteId", remoteId),
                ("kind", stats.Kind.ToWireString()),
                ("mid", track.Consumer.RtpParameters.Mid),
                ("ssrc", (long)stats.Ssrc),
                ("packetsSent", stats.PacketCount),
                ("bytesSent", stats.ByteCount),
                ("retransmittedPacketsSent", stats.PacketsRetransmitted),
                ("nackCount", stats.NackCount),
                ("pliCount", stats.PliCount),
                ("firCount", stats.FirCount));
            writer.Add(
                "remote-inbound-rtp",
                remoteId,
                stats.Timestamp,
                ("transportId", "T"),
                ("localId", $"O{stats.Ssrc}"),
                ("kind", stats.Kind.ToWireString()),
                ("ssrc", (long)stats.Ssrc),
                ("packetsLost", stats.PacketsLost),
                ("fractionLost", stats.FractionLost / FractionLostUnit),
                ("jitter", stats.Jitter / clockRate),
                ("roundTripTime", stats.RoundTripTime / MillisecondsPerSecond));
        }
    }

    private static void Add(StatsWriter writer, IReadOnlyList<InboundRtpStats> all, RemoteTrack track)
    {
        double clockRate = track.Track.RtpParameters.Codecs[0].ClockRate;
        foreach (InboundRtpStats stats in all)
        {
            writer.Add(
                "inbound-rtp",
                $"I{stats.Ssrc}",
                stats.Timestamp,
                ("transportId", "T"),
                ("trackIdentifier", track.Track.Id),
                ("kind", stats.Kind.ToWireString()),
                ("mid", track.Track.RtpParameters.Mid),
                ("ssrc", (long)stats.Ssrc),
                ("packetsReceived", stats.PacketCount),
                ("bytesReceived", stats.ByteCount),
                ("packetsLost", stats.PacketsLost),
                ("jitter", stats.Jitter / clockRate),
                ("packetsDiscarded", stats.PacketsDiscarded),
                ("retransmittedPacketsReceived", stats.PacketsRetransmitted),
                ("nackCount", stats.NackCount),
                ("pliCount", stats.PliCount),
                ("firCount", stats.FirCount));
        }
    }
}
