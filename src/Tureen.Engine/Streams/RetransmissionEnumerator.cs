using Tureen.Engine.Primitives;
using Tureen.Engine.Rtcp;

namespace Tureen.Engine.Streams;

/// <summary>Walks the packets that answer a NACK.</summary>
internal ref struct RetransmissionEnumerator(RtpStreamSender sender, Timestamp now, NackSequenceEnumerator sequences)
{
    private NackSequenceEnumerator _sequences = sequences;

    public Retransmission Current { get; private set; }

    public readonly RetransmissionEnumerator GetEnumerator() => this;

    public bool MoveNext()
    {
        while (_sequences.MoveNext())
        {
            if (sender.TryRetransmit(now, _sequences.Current, out Retransmission retransmission))
            {
                Current = retransmission;
                return true;
            }
        }

        return false;
    }
}
