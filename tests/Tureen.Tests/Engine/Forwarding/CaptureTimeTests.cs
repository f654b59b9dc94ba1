using System.Buffers.Binary;
using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Engine.Rtp.Extensions;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Tests.Engine.Forwarding;

public sealed class CaptureTimeTests : IDisposable
{
    private const string OpusRouter = """{ "kind": "audio", "mimeType": "audio/opus", "clockRate": 48000, "channels": 2 }""";
    private const string Opus = """
        {
          "codecs": [{ "mimeType": "audio/opus", "payloadType": 111, "clockRate": 48000, "channels": 2 }],
          "headerExtensions": [{ "uri": "http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time", "id": 6 }],
          "encodings": [{ "ssrc": 1 }],
          "rtcp": { "cname": "alice" }
        }
        """;

    /// <summary>The peer's clock is this far ahead of the engine's.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(100);

    private readonly ForwardingScene _scene = new();
    private readonly RemoteCaptureClocks _clocks;

    public CaptureTimeTests() => _clocks = new RemoteCaptureClocks(_scene.Context.Ntp);

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void Forwarded_packets_carry_their_instant_from_the_third_sender_report_on()
    {
        ProducerCore producer = Produce(Opus.Replace("abs-capture-time", "other", StringComparison.Ordinal));
        for (int report = 1; report <= 3; report++)
        {
            Assert.Equal(Timestamp.Never, Forward(producer, (ushort)(477 + report)));
            Report(producer, rtpTimestamp: 100);
        }

        // Timestamps are a hundred for each sequence number: 480 of them are a second after the report's.
        Assert.Equal(_scene.Now + TimeSpan.FromSeconds(1), Forward(producer, 481));
    }

    [Fact]
    public void A_stream_reports_its_capture_instants_once_they_are_known()
    {
        ProducerCore producer = Produce(Opus.Replace("abs-capture-time", "other", StringComparison.Ordinal));
        Forward(producer, 1);
        RtpStreamReceiver stream = producer.Streams[0]!;
        Assert.Equal((Timestamp.Never, 100u), (stream.GetCapturedAt(_scene.Now, stream.MaxTimestamp), stream.MaxTimestamp));
        Report(producer, 100, count: 3);
        Assert.Equal((_scene.Now, 100u), (stream.GetCapturedAt(_scene.Now, stream.MaxTimestamp), stream.MaxTimestamp));
        Forward(producer, 481);
        Assert.Equal(
            (_scene.Now + TimeSpan.FromSeconds(1), 48_100u), (stream.GetCapturedAt(_scene.Now, stream.MaxTimestamp), stream.MaxTimestamp));
    }

    [Fact]
    public void The_extension_carries_the_instant_where_it_was_negotiated()
    {
        ProducerCore producer = Produce(Opus);
        Forward(producer, 1);
        Report(producer, 100, count: 3);
        Assert.Equal(Timestamp.Never, Forward(producer, 2));
        Timestamp captured = _scene.Now - TimeSpan.FromMilliseconds(250);
        Assert.Equal(captured, Forward(producer, 3, (6, Extension(captured))));
        Assert.Equal(captured + TimeSpan.FromSeconds(1), Forward(producer, 483));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(ulong.MaxValue)]
    [InlineData(1UL << 63)]
    public void Any_claim_of_an_instant_is_borne(ulong ntp)
    {
        ProducerCore producer = Produce(Opus);
        ConsumerCore consumer = _scene.Consume(producer, OpusRouter);
        Forward(producer, 1);
        for (int i = 0; i < 8; i++)
        {
            _scene.Now += TimeSpan.FromSeconds(1);
            producer.HandleSenderReport(_scene.Now, new SenderInfo(1, new NtpTime(ntp), uint.MaxValue, 0, 0), _scene.Sink);
            byte[] value = new byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(value, ~ntp);
            BinaryPrimitives.WriteUInt64BigEndian(value.AsSpan(8), ntp);
            Forward(producer, (ushort)(2 + i), (6, value));
        }

        Assert.True(consumer.Streams[0].Sender.TryGetSenderReport(_scene.Now, _scene.Context.Ntp, out _));
    }

    [Theory]
    [InlineData(8, 0, 0)]
    [InlineData(16, 5, 5)]
    public void The_extension_goes_on_in_its_long_form_by_this_sides_clock(int length, int offset, int expectedBeforeReports)
    {
        ProducerCore producer = Produce(Opus);
        byte[] value = new byte[length];
        Extension(_scene.Now).CopyTo(value, 0);
        if (length == AbsCaptureTime.ExtendedLength)
        {
            BinaryPrimitives.WriteInt64BigEndian(value.AsSpan(8), (long)offset << 32);
        }

        // The peer is ahead, so this side is behind by as much, which the capturer's offset makes up for.
        Assert.Equal(expectedBeforeReports, ForwardedOffset(producer, 1, value));
        Report(producer, 100, count: 3);
        Assert.Equal(offset + Ahead.TotalSeconds, ForwardedOffset(producer, 2, value), tolerance: 1e-5);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(12)]
    public void An_extension_of_another_length_is_left_out(int length)
    {
        ProducerCore producer = Produce(Opus);
        Forward(producer, 1, (6, new byte[length]));
        Assert.False(TryGetForwarded(out _));
    }

    [Fact]
    public void An_offset_that_does_not_fit_leaves_the_extension_out()
    {
        ProducerCore producer = Produce(Opus);
        Forward(producer, 1);
        Report(producer, 100, count: 3);
        byte[] value = new byte[AbsCaptureTime.ExtendedLength];
        BinaryPrimitives.WriteInt64BigEndian(value.AsSpan(8), long.MaxValue);
        Forward(producer, 2, (6, value));
        Assert.False(TryGetForwarded(out _));
    }

    private double ForwardedOffset(ProducerCore producer, ushort sequence, byte[] value)
    {
        Forward(producer, sequence, (6, value));
        Assert.True(TryGetForwarded(out AbsCaptureTime time));
        Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(value), time.CapturedAt.Value);
        return time.ClockOffset!.Value / (double)(1L << 32);
    }

    private bool TryGetForwarded(out AbsCaptureTime time)
    {
        // The shared header has no length of its block yet.
        byte[] header = _scene.LastHeader;
        time = default;
        var elements = new RtpExtensionEnumerator(header.AsSpan(RtpPacket.FixedHeaderLength + RtpHeaderWriter.ExtensionHeaderLength), isTwoByte: false);
        foreach (RtpExtensionElement element in elements)
        {
            if (element.Id == RouterExtensionId.AbsCaptureTime)
            {
                return AbsCaptureTime.TryRead(element.Value, out time) && element.Value.Length == AbsCaptureTime.ExtendedLength;
            }
        }

        return false;
    }

    private ProducerCore Produce(string parameters)
    {
        ProducerCore producer = _scene.Produce(MediaKind.Audio, parameters, OpusRouter);
        producer.JoinCaptureClock(_clocks);
        return producer;
    }

    /// <summary>Reports whose media was captured at this very instant.</summary>
    private void Report(ProducerCore producer, uint rtpTimestamp, int count = 1)
    {
        for (int i = 0; i < count; i++)
        {
            _scene.Now += TimeSpan.FromSeconds(1);
            producer.HandleSenderReport(
                _scene.Now, new SenderInfo(1, _scene.Context.Ntp.ToNtp(_scene.Now + Ahead), rtpTimestamp, 0, 0), _scene.Sink);
        }
    }

    /// <summary>The capture instant of the packet as consumers get it.</summary>
    private Timestamp Forward(ProducerCore producer, ushort sequence, params (int Id, byte[] Value)[] extensions)
    {
        if (producer.Consumers.Count == 0)
        {
            _scene.Consume(producer, OpusRouter);
        }

        int sent = _scene.Captured.Count;
        _scene.Push(producer, sequence, [1, 2, 3], 111, 1, extensions);
        Assert.Equal(sent + 1, _scene.Captured.Count);
        return _scene.Captured[^1];
    }

    private byte[] Extension(Timestamp captured)
    {
        byte[] value = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(value, _scene.Context.Ntp.ToNtp(captured + Ahead).Value);
        return value;
    }
}
