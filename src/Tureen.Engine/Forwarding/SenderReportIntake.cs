using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;
using Tureen.Engine.Streams;

namespace Tureen.Engine.Forwarding;

/// <summary>Passes Sender Reports to the streams that they are about, and to what follows from them.</summary>
internal sealed class SenderReportIntake(
    StreamAssignment assignment, ReceivedStreams streams, ProducerTraces traces, Fanout fanout, ProducerScores scores)
{
    public void Handle(Timestamp now, SenderInfo sender, IDatagramSink sink)
    {
        int index = assignment.Find(sender.Ssrc, out bool isRtx);
        if (index < 0)
        {
            return;
        }

        RtpStreamReceiver stream = streams.All[index]!;
        if (isRtx)
        {
            stream.HandleRtxSenderReport(now, sender);
        }
        else if (streams.TryTakeSenderReport(now, index))
        {
            stream.HandleSenderReport(now, sender);
            traces.HandleSenderReport(now, sender);
            if (stream.TakeScoreChanged())
            {
                scores.Raise(now, sink);
            }

            fanout.HandleSenderReport(now, index, sink);
        }
    }
}
