using Tureen.Engine.Primitives;
using Tureen.Engine.Streams;
using Tureen.Ortc;

namespace Tureen.Engine.Forwarding;

/// <summary>A producer's duty to get key frames from its sender: what its consumers need and what was lost becomes a PLI or FIR.</summary>
/// <remarks>Audio has no key frames, and a paused producer requests none.</remarks>
internal sealed class KeyFrameDuty(
    EngineContext context, IMediaTransport transport, ProducerCoreOptions options, ReceivedStreams streams, ProducerTraces traces)
{
    private const int MaxRequestLength = 32;

    private readonly KeyFrameRequester? _requester =
        options.Kind == MediaKind.Video ? new KeyFrameRequester(options.KeyFrameRequestDelay) : null;

    /// <summary>
    /// The SSRC of which consumers get a key frame right now, so that they need not request one; 0 for none.
    /// </summary>
    public uint BeingForwarded { get; set; }

    public Timestamp NextDeadline => _requester?.NextDeadline ?? Timestamp.Never;

    /// <summary>A consumer needs a key frame of the stream that it sees as <paramref name="mappedSsrc"/>; false when it gets none.</summary>
    public bool TryRequest(Timestamp now, uint mappedSsrc, IDatagramSink sink, bool isForced)
    {
        bool isForwarded = mappedSsrc == BeingForwarded && !isForced;
        return !isForwarded && streams.Find(mappedSsrc) is RtpStreamReceiver stream && TryRequest(now, stream, sink);
    }

    /// <summary>So much of a stream was lost that only a key frame helps.</summary>
    public bool TryRequest(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        if (_requester is null || streams.IsPaused)
        {
            return false;
        }

        _requester.HandleNeed(now, stream.Parameters.Ssrc);
        Send(now, sink);
        return true;
    }

    /// <summary>Packets flow again after a pause.</summary>
    public void HandleResumed(Timestamp now, IDatagramSink sink)
    {
        foreach (RtpStreamReceiver stream in streams.Live)
        {
            _requester?.HandleForcedNeed(now, stream.Parameters.Ssrc);
        }

        Send(now, sink);
    }

    public void HandleKeyFrame(RtpStreamReceiver stream) => _requester?.HandleKeyFrame(stream.Parameters.Ssrc);

    /// <summary>A stream began without a key frame; true when one is requested.</summary>
    public bool TryHandleNewStream(Timestamp now, RtpStreamReceiver stream, IDatagramSink sink)
    {
        if (_requester is null || streams.IsPaused)
        {
            return false;
        }

        _requester.HandleForcedNeed(now, stream.Parameters.Ssrc);
        Send(now, sink);
        return true;
    }

    public void HandleStreamGone(RtpStreamReceiver stream) => _requester?.Remove(stream.Parameters.Ssrc);

    public void HandleDeadline(Timestamp now, IDatagramSink sink)
    {
        if (_requester is not null)
        {
            _requester.HandleDeadline(now);
            Send(now, sink);
        }
    }

    private void Send(Timestamp now, IDatagramSink sink)
    {
        Span<byte> packet = stackalloc byte[MaxRequestLength];
        while (_requester is not null && _requester.TryDequeueRequest(out uint ssrc))
        {
            if (streams.FindReceived(ssrc) is RtpStreamReceiver stream)
            {
                int length = stream.WriteKeyFrameRequest(packet);
                transport.SendRtcp(now, packet[..length], sink);
                traces.HandleKeyFrameRequest(now, stream);
                context.Counters.KeyFrameRequestsSent++;
                if (context.Log.IsDebug(WorkerLogTag.Rtcp))
                {
                    context.Log.Debug(WorkerLogTag.Rtcp, $"key frame asked for [ssrc:{ssrc}, producerId:{options.Id}]");
                }
            }
        }
    }
}
