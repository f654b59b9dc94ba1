using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Rtp;
using Tureen.Ortc;

namespace Tureen.Interop.Tests.Recording;

/// <summary>
/// Sends flash and beep to a plain transport as a sender with a clock of its own: the sound leaves later than the picture that was captured with it, some packets
/// are lost or overtaken, and what is requested again is sent again.
/// </summary>
internal sealed class FlashSender : IAsyncDisposable
{
    public const int VideoPayloadType = 101;
    public const int AudioPayloadType = 100;

    private const int MaxPayload = 1_100;
    private const int VideoClock = 90_000;
    private const int AudioClock = 48_000;
    private const int ReportInterval = 500;

    /// <summary>Milliseconds by which sound leaves after the picture.</summary>
    private const int AudioDelay = 120;

    private static readonly TimeSpan ClockError = TimeSpan.FromHours(1);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Dictionary<(uint Ssrc, ushort Sequence), byte[]> _sent = [];
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly double _loss;
    private readonly IPEndPoint _remote;
    private readonly Task _receiving;

    public FlashSender(PlainTransport transport, double loss, int seed)
    {
        _loss = loss;
        _random = new Random(seed);
        _remote = new IPEndPoint(IPAddress.Loopback, transport.Tuple.LocalPort);
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _receiving = Task.Run(ReceiveAsync);
    }

    /// <summary>Packets that were sent again.</summary>
    public int Repeated { get; private set; }

    public static ProducerOptions Video(uint ssrc) => Options(MediaKind.Video, new RtpCodecParameters
    {
        MimeType = "video/VP8",
        PayloadType = VideoPayloadType,
        ClockRate = VideoClock,
        RtcpFeedback = [new() { Type = "nack" }, new() { Type = "nack", Parameter = "pli" }],
    }, ssrc);

    public static ProducerOptions Audio(uint ssrc) => Options(MediaKind.Audio, new RtpCodecParameters
    {
        MimeType = "audio/opus",
        PayloadType = AudioPayloadType,
        ClockRate = AudioClock,
        Channels = 2,
        RtcpFeedback = [new() { Type = "nack" }],
    }, ssrc);

    /// <summary>Sends all of it, or a part, at the pace at which it was captured.</summary>
    public async Task SendAsync(FlashMedia media, uint videoSsrc, uint audioSsrc, TimeSpan from, TimeSpan to)
    {
        List<(double At, uint Ssrc, byte[] Packet)> plan = [.. Plan(media, videoSsrc, audioSsrc, from, to).OrderBy(static one => one.At)];
        var clock = Stopwatch.StartNew();
        double reportAt = 0;
        foreach ((double at, uint ssrc, byte[] packet) in plan)
        {
            double wait = at - clock.Elapsed.TotalMilliseconds;
            if (wait > 1)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(wait));
            }

            if (clock.Elapsed.TotalMilliseconds >= reportAt)
            {
                Report(videoSsrc, VideoClock, from + clock.Elapsed);
                Report(audioSsrc, AudioClock, from + clock.Elapsed);
                reportAt += ReportInterval;
            }

            Send(ssrc, packet);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _receiving;
    }

    private static ProducerOptions Options(MediaKind kind, RtpCodecParameters codec, uint ssrc) => new()
    {
        Kind = kind,
        RtpParameters = new RtpParameters
        {
            Codecs = [codec],
            HeaderExtensions = [],
            Encodings = [new() { Ssrc = ssrc }],
            Rtcp = new() { Cname = "flash" },
        },
    };

    private static IEnumerable<(double At, uint Ssrc, byte[] Packet)> Plan(FlashMedia media, uint videoSsrc, uint audioSsrc, TimeSpan from, TimeSpan to)
    {
        ushort sequence = 7;
        for (int i = (int)(from.TotalSeconds * FlashMedia.FrameRate); i < Math.Min(media.Video.Count, (int)(to.TotalSeconds * FlashMedia.FrameRate)); i++)
        {
            double at = (i * 1000.0 / FlashMedia.FrameRate) - from.TotalMilliseconds;
            uint timestamp = TimestampOf(videoSsrc, i * (VideoClock / FlashMedia.FrameRate));
            byte[] frame = media.Video[i];
            for (int offset = 0; offset < frame.Length; offset += MaxPayload)
            {
                int length = Math.Min(MaxPayload, frame.Length - offset);
                byte[] payload = [(byte)(offset == 0 ? 0x10 : 0), .. frame.AsSpan(offset, length)];
                yield return (at, videoSsrc, Write(VideoPayloadType, offset + length == frame.Length, sequence++, timestamp, videoSsrc, payload));
            }
        }

        ushort audioSequence = 65_500;
        for (int i = (int)(from.TotalMilliseconds / 20); i < Math.Min(media.Audio.Count, (int)(to.TotalMilliseconds / 20)); i++)
        {
            byte[] packet = Write(AudioPayloadType, marker: false, audioSequence++, TimestampOf(audioSsrc, i * 960), audioSsrc, media.Audio[i]);
            yield return ((i * 20) - from.TotalMilliseconds + AudioDelay, audioSsrc, packet);
        }
    }

    /// <summary>Each stream counts from somewhere else.</summary>
    private static uint TimestampOf(uint ssrc, long units) => (uint)((ssrc * 2_654_435_761L) + units);

    private static byte[] Write(int payloadType, bool marker, ushort sequence, uint timestamp, uint ssrc, byte[] payload)
    {
        var packet = new byte[64 + payload.Length];
        var writer = new RtpHeaderWriter(packet, (byte)payloadType, marker, sequence, timestamp, ssrc);
        int length = writer.Finish();
        payload.CopyTo(packet, length);
        return packet[..(length + payload.Length)];
    }

    private void Report(uint ssrc, int clockRate, TimeSpan captured)
    {
        DateTime now = DateTime.UtcNow + ClockError;
        NtpTime ntp = NtpTime.FromMicroseconds((ulong)(now - new DateTime(1900, 1, 1, 0, 0, 0, DateTimeKind.Utc)).TotalMicroseconds);
        var report = new byte[SenderReport.LengthOf(0)];
        SenderReport.Write(report, new SenderInfo(ssrc, ntp, TimestampOf(ssrc, (long)(captured.TotalSeconds * clockRate)), 1, 1));
        _socket.SendTo(report, _remote);
    }

    private void Send(uint ssrc, byte[] packet)
    {
        Assert.True(RtpPacket.TryParse(packet, out RtpPacket parsed));
        lock (_gate)
        {
            _sent[(ssrc, parsed.SequenceNumber)] = packet;
        }

        if (_random.NextDouble() >= _loss)
        {
            _socket.SendTo(packet, _remote);
        }
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[2_048];
        while (true)
        {
            int length;
            try
            {
                length = await _socket.ReceiveAsync(buffer);
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                return;
            }

            Repeat(buffer.AsSpan(0, length));
        }
    }

    private void Repeat(ReadOnlySpan<byte> compound)
    {
        foreach (RtcpPacketView packet in new RtcpCompoundEnumerator(compound))
        {
            if (!GenericNack.TryParse(packet, out GenericNack nack))
            {
                continue;
            }

            foreach (ushort sequence in nack.SequenceNumbers)
            {
                lock (_gate)
                {
                    if (_sent.TryGetValue((nack.MediaSsrc, sequence), out byte[]? lost))
                    {
                        Repeated++;
                        _socket.SendTo(lost, _remote);
                    }
                }
            }
        }
    }
}
