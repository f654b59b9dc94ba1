using Tureen.Client.Native.Data;
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
        NativeEnds ends, IReadOnlyList<SentTrack> sent, IReadOnlyList<RemoteTrack> received, IReadOnlyList<NativeDataChannel> channels)
    {
        TransportStats transport = (await ends.Client.GetStatsAsync().ConfigureAwait(false))[0];
        using var writer = new StatsWriter();
        ConnectionReport.Add(writer, (WebRtcTransportStats)transport, await ends.Client.GetIceStatsAsync().ConfigureAwait(false), ends.IgnoredNames);
        foreach (NativeDataChannel channel in channels)
        {
            Add(writer, transport.Timestamp, channel);
        }

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

    private static void Add(StatsWriter writer, long timestamp, NativeDataChannel channel)
    {
        DataChannelCounts counts = channel.Counts;
        writer.Add(
            "data-channel",
            $"D{channel.Id}",
            timestamp,
            ("label", channel.Label),
            ("protocol", channel.Protocol),
            ("dataChannelIdentifier", (long?)channel.Id),
            ("state", channel.ReadyState.ToWireString()),
            ("messagesSent", counts.MessagesSent),
            ("bytesSent", counts.BytesSent),
            ("messagesReceived", counts.MessagesReceived),
            ("bytesReceived", counts.BytesReceived));
    }

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
