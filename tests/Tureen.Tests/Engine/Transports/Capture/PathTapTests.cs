using System.Net;
using Tureen.Engine.Primitives;
using Tureen.Engine.Transports.Capture;
using Tureen.Ortc;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Transports.Capture;

/// <summary>A path with and without a tap.</summary>
public sealed class PathTapTests
{
    private static readonly TransportTuple Peer = new(1, TransportProtocol.Udp, NetworkAddress.From(IPAddress.Loopback, 2000));

    [Fact]
    public void Without_a_tap_the_path_sends_to_its_own_sink()
    {
        var sink = new RecordingDatagramSink();
        var tap = new PathTap();

        Assert.Same(sink, tap.Over(sink));
        Assert.Same(sink, tap.Over(sink, CapturedLayer.Media, [1], [2]));
    }

    [Fact]
    public void A_packet_in_the_clear_is_captured_as_it_was_before_it_was_encrypted()
    {
        var tap = new PathTap();
        var recorder = new Recorder();
        tap.Start(recorder);
        var sink = new RecordingDatagramSink();

        Span<byte> space = tap.Over(sink).GetSpan(4);
        space[0] = 1;
        IDatagramSink over = tap.Over(sink, CapturedLayer.Media, space[..1], [2, 3]);
        ((ReadOnlySpan<byte>)[9, 9, 9, 9]).CopyTo(space);
        over.Send(Peer, 4);

        Assert.Equal(["Wire sent 09090909", "Media sent 010203"], recorder.Seen);
        Assert.Equal([9, 9, 9, 9], sink.Datagrams.Single().Bytes);
    }

    [Fact]
    public void A_packet_that_was_not_sent_is_not_captured_with_the_next_one()
    {
        var tap = new PathTap();
        var recorder = new Recorder();
        tap.Start(recorder);
        var sink = new RecordingDatagramSink();

        tap.Over(sink, CapturedLayer.Sctp, [1], []);
        IDatagramSink next = tap.Over(sink);
        next.GetSpan(1)[0] = 5;
        next.Send(Peer, 1);

        Assert.Equal(["Wire sent 05"], recorder.Seen);
    }

    [Fact]
    public void One_tap_at_a_time_and_only_its_owner_detaches_it()
    {
        var tap = new PathTap();
        var first = new Recorder();
        tap.Start(first);
        Assert.Throws<MediasoupException>(() => tap.Start(new Recorder()));
        tap.Stop(new Recorder());
        Assert.True(tap.IsOn);

        tap.Stop(first);
        tap.End();
        tap.HandleReceived(Peer, [1]);
        Assert.Equal(["end"], first.Seen);
    }

    private sealed class Recorder : IPacketTap
    {
        public List<string> Seen { get; } = [];

        public void HandlePacket(CapturedLayer layer, bool isSent, in TransportTuple tuple, ReadOnlySpan<byte> packet) =>
            Seen.Add($"{layer} {(isSent ? "sent" : "received")} {Convert.ToHexString(packet)}");

        public void HandleDtlsKeys(string line) => Seen.Add(line);

        public void HandleEnd() => Seen.Add("end");
    }
}
