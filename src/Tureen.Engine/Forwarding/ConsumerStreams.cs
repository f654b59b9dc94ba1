using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>The streams that a consumer sends: one, or in a consumer of type pipe as many as the producer has.</summary>
internal sealed class ConsumerStreams
{
    private readonly ConsumerStream[] _streams;

    public ConsumerStreams(EngineContext context, IMediaTransport transport, ConsumerCore consumer, int count)
    {
        _streams = new ConsumerStream[count];
        for (int i = 0; i < count; i++)
        {
            _streams[i] = new ConsumerStream(context, transport, consumer, i);
        }

        Outgoing = [.. _streams.SelectMany(static stream => stream.Outgoing)];
    }

    public ReadOnlySpan<ConsumerStream> All => _streams;

    public ConsumerStream First => _streams[0];

    /// <summary>The SSRCs that are sent.</summary>
    public IReadOnlyList<OutgoingStream> Outgoing { get; }

    /// <summary>The worst loss that the receiver reports, in units of 1/256.</summary>
    public byte RemoteFractionLost
    {
        get
        {
            byte worst = 0;
            foreach (ConsumerStream stream in _streams)
            {
                worst = Math.Max(worst, stream.Sender.FractionLost);
            }

            return worst;
        }
    }

    public ConsumerStream? Find(uint ssrc)
    {
        foreach (ConsumerStream stream in _streams)
        {
            if (stream.Ssrc == ssrc)
            {
                return stream;
            }
        }

        return null;
    }

    /// <summary>The peer reported its clock (RRT), so that reports can answer it.</summary>
    public void HandleReferenceTime(Timestamp now, uint ssrc, NtpTime ntp)
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.Sender.HandleReferenceTime(now, ssrc, ntp);
        }
    }

    /// <summary>Adds the reports about what is sent, if any is due; false when there is no room.</summary>
    public bool TryAddReports(Timestamp now, NtpClock ntp, RtcpReportCompound compound)
    {
        foreach (ConsumerStream stream in _streams)
        {
            if (!stream.Rtcp.TryAddReports(now, ntp, compound))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Gives up some of the packets kept for retransmission.</summary>
    public void GiveWay()
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.GiveWay();
        }
    }

    /// <summary>Nothing is sent for a while.</summary>
    public void Pause()
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.Pause();
        }
    }

    /// <summary>Gives all leases back.</summary>
    public void Close()
    {
        foreach (ConsumerStream stream in _streams)
        {
            stream.Close();
        }
    }

    /// <summary>Sends a recent packet again on an RTX stream, to probe the path; false when there is none.</summary>
    public bool TrySendDuplicate(Timestamp now, IDatagramSink sink)
    {
        foreach (ConsumerStream stream in _streams)
        {
            if (stream.Sender.TryTakeDuplicate(now, out Retransmission duplicate))
            {
                stream.Resend(now, duplicate, sink);
                return true;
            }
        }

        return false;
    }
}
