using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Transports;
using Tureen.Ortc;
using Tureen.Testing.Simulation;

namespace Tureen.Tests.Robustness;

/// <summary>Whatever a publisher sends, no SRTP index towards a watcher stands for two different packets.</summary>
public sealed class H17_ForwardingIndexReuseTests : IDisposable
{
    private readonly HostileCall _call = new();
    private readonly SrtpReuseObserver _observer = new();

    public H17_ForwardingIndexReuseTests() => _call.Call.World.Network.Observer = _observer;

    [Fact]
    public void Packets_older_than_the_first_after_a_pause_are_not_sent()
    {
        PushRun(1000, 1100, filling: 1);
        _call.AttackerConsumer.Pause();
        _call.PushRtp(_call.MediaPacket(1150));
        _call.AttackerConsumer.Resume(_call.Now, _call.Server.Sink);
        PushRun(1200, 1210, filling: 2);
        PushRun(1101, 1199, filling: 3);

        AssertNoReuse(expectedPackets: 110);
    }

    [Fact]
    public void Another_packet_with_a_number_that_was_sent_is_not_sent_even_when_no_buffer_remembers_it()
    {
        _call.PushRtp(_call.MediaPacket(1000, isKey: true));
        for (ushort i = 1; i < 200; i++)
        {
            _call.PushRtp(_call.MediaPacket((ushort)(1000 + i)));
        }

        // The retransmission buffer, which else would know the duplicates, gives its packets up.
        for (int i = 0; i < 200; i++)
        {
            _call.AttackerConsumer.GiveWay();
        }

        // The SRTP streams of the hostile peer are its own to reset: a new session replays every number.
        for (ushort i = 1; i < 200; i++)
        {
            _call.AttackerProducer.HandleRtp(_call.Now, Parse(_call.MediaPacket((ushort)(1000 + i), filling: 7)), _call.Server.Sink);
        }

        Assert.True(_call.Drops[DropReason.SrtpIndexUsed] > 0);
        Assert.Empty(_observer.Violations);
        _call.AssertOthersUnharmed();
    }

    [Fact]
    public void A_publisher_that_begins_anew_with_lower_numbers_goes_on_under_higher_ones()
    {
        // Over SRTP the numbers of an SSRC only rise; a transport without it has no such rule.
        foreach (ushort first in (ushort[])[30_000, 5_000, 50_000, 49_000, 10_000])
        {
            for (ushort i = 0; i < 100; i++)
            {
                byte[] packet = _call.MediaPacket((ushort)(first + i), isKey: i < 2, (byte)(first >> 8));
                _call.AttackerProducer.HandleRtp(_call.Now, Parse(packet), _call.Server.Sink);
            }
        }

        // The first packet of a restart only announces it.
        AssertNoReuse(expectedPackets: 100 + 99 + 99 + 99 + 99);
    }

    [Fact]
    public void A_retransmission_without_RTX_is_the_same_to_the_last_byte()
    {
        WebRtcTransportCore transport = _call.InnocentTransport;
        ConsumerCore consumer = WatchWithoutRtx(transport, 77_000);
        PushRun(1000, 1010, filling: 1);
        ushort last = consumer.Streams[0].Sender.MaxSequence;
        Span<byte> nack = stackalloc byte[64];
        int length = GenericNack.Write(nack, 1, 77_000, [(ushort)(last - 1), last], out _);
        _call.Innocent.SendRtcp(nack[..length]);
        _call.Run(TimeSpan.FromMilliseconds(100));

        Assert.Equal(2, _observer.Repeats);
        Assert.Empty(_observer.Violations);
    }

    [Fact]
    public void A_consumer_whose_RTX_SSRC_is_its_media_SSRC_is_refused()
    {
        int before = _call.InnocentTransport.Media.Consumers.Count;
        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 5555, 5555));
        Assert.Equal(before, _call.InnocentTransport.Media.Consumers.Count);
        Watch(_call.InnocentTransport, 5555, 5556);
    }

    [Fact]
    public void A_consumer_with_another_ones_SSRC_or_RTX_SSRC_is_refused()
    {
        Watch(_call.InnocentTransport, 5555, 5556);
        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 5555, 1));
        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 5556, 1));
        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 2, 5555));
        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 2, 5556));
        Watch(_call.InnocentTransport, 1, 2);
    }

    [Fact]
    public void An_SSRC_that_a_closed_consumer_sent_on_is_refused_and_one_that_it_did_not_is_not()
    {
        ConsumerCore consumer = Watch(_call.InnocentTransport, 5555, 5556);
        PushRun(1000, 1010, filling: 1);
        _call.InnocentTransport.Media.CloseConsumer(consumer);

        Assert.Throws<MediasoupException>(() => Watch(_call.InnocentTransport, 5555, 1));
        Watch(_call.InnocentTransport, 5556, 1);
    }

    public void Dispose() => _call.Dispose();

    private static Tureen.Engine.Rtp.RtpPacket Parse(byte[] bytes)
    {
        Assert.True(Tureen.Engine.Rtp.RtpPacket.TryParse(bytes, out Tureen.Engine.Rtp.RtpPacket packet));
        return packet;
    }

    private void PushRun(ushort first, ushort end, byte filling)
    {
        for (ushort sequence = first; sequence != end; sequence++)
        {
            _call.PushRtp(_call.MediaPacket(sequence, isKey: sequence < first + 2, filling));
        }
    }

    private void AssertNoReuse(int expectedPackets)
    {
        Assert.Equal(expectedPackets, _call.AttackerConsumer.Streams[0].Sender.PacketCount);
        Assert.Empty(_observer.Violations);
        _call.AssertOthersUnharmed();
        Assert.Empty(_observer.Violations);
    }

    private ConsumerCore WatchWithoutRtx(WebRtcTransportCore transport, uint ssrc)
    {
        RtpParameters parameters = _call.AttackerConsumer.Options.RtpParameters.Clone();
        parameters.Encodings[0].Ssrc = ssrc;
        parameters.Encodings[0].Rtx = null;
        return Watch(transport, parameters);
    }

    private ConsumerCore Watch(WebRtcTransportCore transport, uint ssrc, uint rtxSsrc)
    {
        RtpParameters parameters = _call.AttackerConsumer.Options.RtpParameters.Clone();
        parameters.Encodings[0].Ssrc = ssrc;
        parameters.Encodings[0].Rtx!.Ssrc = rtxSsrc;
        return Watch(transport, parameters);
    }

    private ConsumerCore Watch(WebRtcTransportCore transport, RtpParameters parameters) => transport.Consume(
        _call.Now,
        _call.AttackerProducer.Id,
        _call.AttackerConsumer.Options with { Id = $"consumer-{parameters.Encodings[0].Ssrc}", RtpParameters = parameters },
        _call.Server.Sink);
}
