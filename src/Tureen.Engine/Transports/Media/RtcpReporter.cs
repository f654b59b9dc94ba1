using Tureen.Engine.Forwarding;
using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Transports.Media;

/// <summary>Sends the sender and receiver reports of one transport at mediasoup's pace (RFC 3550 §6.2).</summary>
internal sealed class RtcpReporter(EngineContext context)
{
    /// <summary>Our own SSRC in reports about what we receive and in reference times; we have none (mediasoup's value).</summary>
    public const uint ReporterSsrc = 0;

    /// <summary>After the transport connects.</summary>
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(500);

    /// <summary>Milliseconds; multiplied by a random factor of 1.0 to 1.5.</summary>
    private const int IntervalMilliseconds = 1000;

    private readonly RtcpReportCompound _compound = context.Reports;

    public Timestamp NextDeadline { get; private set; } = Timestamp.Never;

    public void Start(Timestamp now) => NextDeadline = now + FirstInterval;

    public void Stop() => NextDeadline = Timestamp.Never;

    public void HandleDeadline(Timestamp now, TransportMedia media, IDatagramSink sink)
    {
        if (now < NextDeadline)
        {
            return;
        }

        SendReports(now, media, sink);
        double factor = 1.0 + (context.Random.NextDouble() / 2);
        NextDeadline = now + TimeSpan.FromMilliseconds(IntervalMilliseconds * factor);
    }

    private void SendReports(Timestamp now, TransportMedia media, IDatagramSink sink)
    {
        // Whatever an exception left there is another transport's.
        _compound.Clear();

        // 1. What we send: SR, SDES and DLRR of every consumer.
        foreach (ConsumerCore consumer in media.Consumers.Values)
        {
            if (!consumer.TryAddReports(now, context.Ntp, _compound))
            {
                Flush(now, media, sink);
                consumer.TryAddReports(now, context.Ntp, _compound);
            }
        }

        // 2. What we receive: RR for media and RTX streams of every producer, and our clock, to be answered with DLRR.
        foreach (ProducerCore producer in media.Producers.Values)
        {
            while (!producer.TryAddReports(now, _compound))
            {
                Flush(now, media, sink);
            }
        }

        if (media.Producers.Count > 0)
        {
            _compound.TryAddReferenceTime(context.Ntp.ToNtp(now));
        }

        Flush(now, media, sink);
    }

    private void Flush(Timestamp now, TransportMedia media, IDatagramSink sink)
    {
        if (_compound.HasReport)
        {
            Span<byte> buffer = stackalloc byte[EngineLimits.MaxRtcpLength];
            int length = _compound.Write(buffer, ReporterSsrc);
            media.SendRtcp(now, buffer[..length], sink);
        }

        _compound.Clear();
    }
}
